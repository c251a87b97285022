import { describe, expect, test } from 'vitest';
import { answerSoFar } from '../../source/answer/next-step.ts';
import { questionAbout } from '../../source/answer/question-about.ts';
import { chanceFrom, spread } from '../helpers/noise.ts';
import { answerFor, type Fake, questionOf } from './helpers/fake-work.ts';

const noiseOf = (share: number, seed = 1) => spread(share)(chanceFrom(seed));
const onTwoCores = { threads: 1.95, processes: 1.95 };
const waiting: Partial<Fake> = {
  heldShare: 0.01,
  speedUp: { async: (n) => n, threads: (n) => n, processes: (n) => n },
};

describe('what is advised', () => {
  const cases: [string, Fake, string, string][] = [
    ['20 ms of computing', { ms: 20, speedUp: onTwoCores }, 'either', 'threads'],
    [
      'computing that only processes speed up',
      { ms: 20, speedUp: { threads: 1.2, processes: 1.9 } },
      'model',
      'processes',
    ],
    [
      'computing that gains a tenth at most',
      { ms: 20, speedUp: { threads: 1.05, processes: 1.02 } },
      'either',
      'sequential',
    ],
    [
      'computing that is slower elsewhere',
      { ms: 20, speedUp: { threads: 0.7, processes: 0.6 } },
      'model',
      'sequential',
    ],
    ['waiting', { ms: 50, ...waiting }, 'model', 'async'],
    [
      'a task of a microsecond',
      { ms: 0.001, speedUp: { threads: 1.9, processes: 1.9 } },
      'model',
      'sequential',
    ],
    ['noise of ten percent', { ms: 20, speedUp: onTwoCores, noise: noiseOf(0.1) }, 'either', 'threads'],
  ];
  test.each(cases)('%s', (_, fake, kind, model) => {
    const { answer } = answerFor(fake);
    expect({ kind: answer.kind, model: answer.candidate?.model }).toEqual({ kind, model });
  });
});

test.each(Array.from({ length: 40 }, (_, seed) => seed))(
  'what noise hides is not called as good: seed %i',
  (seed) => {
    const speedUp = { threads: 1.9, processes: 1.4 };
    const { answer } = answerFor(
      { ms: 20, speedUp, noise: noiseOf(0.35, seed) },
      questionOf({ budgetMs: 12_000 }),
    );
    for (const { ratio } of answer.others) expect(ratio.ratio).toBeLessThanOrEqual(1.15);
  },
);

test('a clear case is decided by three rounds each, in ten seconds of runs', () => {
  const { answer, turns } = answerFor({ ms: 20, speedUp: onTwoCores });
  expect(turns.filter(({ purpose }) => purpose === 'prove')).toHaveLength(9);
  expect(answer.rounds).toBe(3);
  expect(answer.gain?.ratio).toBeCloseTo(1.95, 1);
  expect(answer.spentMs).toBeLessThan(10_000);
});

test('one that is ten times slower in its first round gets no second', () => {
  const { answer, turns } = answerFor({
    ms: 50,
    ...waiting,
    speedUp: { async: (n) => n, threads: 2, processes: 2 },
  });
  expect(turns.filter(({ model }) => model === 'threads')).toHaveLength(1);
  expect(answer.whyNot.find(({ model }) => model === 'threads')?.why).toEqual({
    kind: 'hopeless',
    atLeast: 8,
  });
});

describe('results', () => {
  const money = (task: number, model: string) =>
    model === 'sequential' ? `Money { cents: ${task} }` : `{ cents: ${task} }`;

  test('a model that loses a class is out, with the example', () => {
    const { answer } = answerFor({ ms: 20, speedUp: onTwoCores, returns: money });
    expect(answer.candidate?.model).toBe('sequential');
    expect(answer.whyNot.find(({ model }) => model === 'threads')?.why).toMatchObject({
      kind: 'differs',
      difference: { task: 0, expected: 'Money { cents: 0 }', got: '{ cents: 0 }', kind: 'class' },
    });
    expect(answer.changes).toContainEqual({ if: 'same-results', model: 'threads', ratio: null });
  });

  test('an update that is lost is of another value, and the state is shared', () => {
    const returns = (task: number, model: string) => String(model === 'sequential' ? task : 1);
    const { answer } = answerFor({ ms: 20, speedUp: onTwoCores, returns });
    expect(answer.whyNot.find(({ model }) => model === 'threads')?.why).toMatchObject({
      difference: { kind: 'value', task: 0 },
    });
    expect(answer.changes).not.toContainEqual(expect.objectContaining({ if: 'same-results' }));
    expect(answer.character?.natures.map(({ nature }) => nature)).toContain('shared-state');
  });

  test('what never repeats itself is compared by its shape alone', () => {
    const { answer } = answerFor({
      ms: 20,
      speedUp: onTwoCores,
      returns: (task, _, run) => `${task} ${run}`,
    });
    expect(answer.candidate?.model).toBe('threads');
    expect(answer.character?.repeats).toBe(false);
  });
});

describe('nothing can be told', () => {
  test('where all tasks fail', () => {
    const { answer } = answerFor({ ms: 20, fails: () => true });
    expect(answer.cannotTell).toMatchObject({
      because: 'fails',
      message: 'Error: no luck',
      place: '/work.mjs:3',
    });
  });

  test('where the budget ends before two that differ could be told apart', () => {
    const fake = { ms: 20, noise: noiseOf(0.3), speedUp: { threads: 1.4, processes: 1.3 } };
    const { answer } = answerFor(fake, questionOf({ budgetMs: 9_000 }));
    expect(answer).toMatchObject({ kind: 'cannot-tell', cannotTell: { tell: '--budget 30s' } });
  });

  test('before anything has run', () => {
    expect(answerSoFar(questionOf(), []).cannotTell).toEqual({ because: 'stopped', tell: null });
  });
});

test('a model that fails where sequential does not is out', () => {
  const { answer } = answerFor({ ms: 20, speedUp: onTwoCores, fails: (model) => model === 'threads' });
  expect(answer.candidate?.model).toBe('processes');
  expect(answer.whyNot.find(({ model }) => model === 'threads')?.why).toMatchObject({
    kind: 'failed',
    message: 'no luck',
  });
});

test('a model is not out for failures that one after another has as well', () => {
  const of = (failures: (model: string) => number) =>
    answerFor({ ms: 20, speedUp: onTwoCores, failures }).answer.candidate?.model;
  // Of some 34 tasks, where one after another 4 of 100 fail.
  expect(of((model) => (model === 'threads' ? 2 : 1))).toBe('threads');
  expect(of((model) => (model === 'threads' ? 10 : 1))).toBe('processes');
});

test('no more calls than were allowed', () => {
  const { answer } = answerFor({ ms: 5, speedUp: onTwoCores }, questionOf({ maxCalls: 300 }));
  expect(answer.calls).toBeLessThanOrEqual(300);
  expect(answer.candidate?.model).toBe('threads');
});

test('a batch counts the start of its lanes, and work that goes on does not', () => {
  const fake = { ms: 5, speedUp: onTwoCores, laneStartMs: 400 };
  expect(answerFor(fake, questionOf({ tasks: 20 })).answer.candidate?.model).toBe('sequential');
  const { answer } = answerFor(fake);
  expect(answer.candidate?.model).toBe('threads');
  // 400 ms are made up for by 2.4 ms a task.
  expect(answer.breakEvenTasks).toBeGreaterThan(150);
  expect(answer.breakEvenTasks).toBeLessThan(180);
});

test('an answer of the person rules models out', () => {
  const ruledOut = { sequential: 'isolation=crash', async: 'isolation=crash', threads: 'isolation=crash' };
  const { answer } = answerFor({ ms: 20, speedUp: onTwoCores }, questionOf({ ruledOut }));
  expect(answer.whyNot.find(({ model }) => model === 'threads')?.why).toMatchObject({
    skip: { reason: 'answer', detail: 'isolation=crash' },
  });
  expect(answer.candidate?.model).toBe('processes');
});

test('one that is ruled out is no answer, however well it does', () => {
  const ruledOut = { sequential: 'isolation=crash', async: 'isolation=crash', threads: 'isolation=crash' };
  const { answer } = answerFor({ ms: 20 }, questionOf({ ruledOut }));
  for (const { model, why } of answer.whyNot) if (model in ruledOut) expect(why.kind).toBe('skipped');
  expect(answer.candidate?.model).toBe('processes');
  expect(answer.gain?.rounds).toBe(3);
});

test('where unpacking results on the main thread takes longer than a task, lanes are no faster than that', () => {
  const { answer } = answerFor({ ms: 5, speedUp: onTwoCores, copyMs: 8 });
  expect(answer.candidate?.model).toBe('sequential');
  expect(answer.character?.natures.map(({ nature }) => nature)).toContain('moves-data');
});

test('a batch is run whole where there is time for it', () => {
  const { answer, turns } = answerFor(
    { ms: 150, speedUp: onTwoCores, warmUpMs: 300 },
    questionOf({ tasks: 8 }),
  );
  const proofs = turns.filter(({ purpose }) => purpose === 'prove');
  for (const { summary } of proofs) expect(summary.tasks.done).toBe(8);
  expect(answer).toMatchObject({ tasks: 8, candidate: { model: 'threads' } });
});

test('requests at a rate are judged by latency, unless another figure was named', () => {
  const { before, card, room } = questionOf();
  const rest = { before, card, room, budgetMs: 30_000, maxCalls: null, ruledOut: {} };
  const wish = { workload: 'work.mjs', ratePerSecond: 40 };
  const asked = questionAbout('./work.mjs', wish, { ...rest, by: null });
  expect(asked).toMatchObject({ by: 'latency', ratePerSecond: 40, wish: { workload: './work.mjs' } });
  expect(questionAbout('./work.mjs', wish, { ...rest, by: 'cpu' }).by).toBe('cpu');
  expect(questionAbout('./work.mjs', { workload: 'work.mjs' }, { ...rest, by: null }).by).toBe('time');
});

test('work that was not warm yet when it was looked at gets longer rounds, and its cold run does not count', () => {
  const { answer, turns } = answerFor({ ms: 40, speedUp: onTwoCores, slowAtFirst: [2, 1.4] });
  const lengths = turns.map(({ plan }) => plan.stopAfterMs ?? 0);
  expect(lengths[2]).toBeGreaterThan(2 * lengths[1]!);
  expect(new Set(lengths.slice(2)).size).toBe(1);
  expect(answer.sequential?.msPerTask).toBeLessThan(42);
  expect(answer.candidate?.model).toBe('threads');
});

test('who needs processes gets them for a task of microseconds, too', () => {
  const ruledOut = { sequential: 'isolation=crash', async: 'isolation=crash', threads: 'isolation=crash' };
  const { answer } = answerFor({ ms: 0.01, speedUp: onTwoCores }, questionOf({ ruledOut }));
  expect(answer.candidate?.model).toBe('processes');
});

test('what measures the same again has the budget and the calls that were asked for', () => {
  const asked = (part: Parameters<typeof questionOf>[0]) => answerSoFar(questionOf(part), []).command;
  expect(asked({})).toBe('heddle decide ./work.mjs');
  expect(asked({ budgetMs: 20_000, maxCalls: 50 })).toBe(
    'heddle decide ./work.mjs --budget 20s --max-calls 50',
  );
});
