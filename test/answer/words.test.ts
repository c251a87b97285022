import { describe, expect, test } from 'vitest';
import type { Answer, Why } from '../../source/answer/answer.ts';
import { answerSections } from '../../source/answer/words/index.ts';
import type { Character } from '../../source/work/character.ts';
import type { Skip } from '../../source/work/sizes.ts';
import { taskError } from '../helpers/errors.ts';
import { answerOf, candidateOf, characterOf, faults, figuresOf, notOf, sizeOf } from './helpers/answers.ts';

/** The text of an answer: what stands behind each label. */
function saidBy(part: Partial<Answer> = {}): Record<string, string> {
  const sections = answerSections(answerOf(part));
  return Object.fromEntries(
    sections.map(({ label, rows }) => [
      label,
      rows.map((row) => (typeof row === 'string' ? row : row.command)).join(' '),
    ]),
  );
}

const one = sizeOf(1, { formula: { name: 'one', figures: {}, limitedBy: null, source: '' } });
const sequential = { model: 'sequential', size: one, plan: candidateOf('sequential', 1).plan } as const;

describe('what to take', () => {
  test('a model with its numbers, what it gains and what it costs', () => {
    expect(saidBy().Answer).toBe(
      'Use threads, 2 worker threads. It is 1.90 × as fast as one task after another (1.85–1.95, 5 rounds): 11 ms per task instead of 21 ms. It costs 41 MB more memory. Why 2: one for each core.',
    );
  });

  test('of a batch the whole time is told', () => {
    expect(saidBy({ tasks: 95 }).Answer).toContain(
      '1.0 s for 95 tasks instead of 2.0 s, start and warm-up counted.',
    );
  });

  test('sequential: the code stays', () => {
    const stays = { candidate: sequential, gain: null, figures: answerOf().sequential };
    expect(saidBy(stays).Answer).toBe(
      'Use sequential, one task after another. Your code stays as it is: no other model gains enough to pay for it.',
    );
    const [async] = answerOf().whyNot;
    const stay = (why: Why) => saidBy({ ...stays, whyNot: [{ ...async!, why }] }).Answer;
    expect(stay(async!.why)).toContain('no other model has anything to gain');
    const difference = { task: 3, expected: '4', got: '1', kind: 'value' } as const;
    expect(stay({ kind: 'differs', difference, ratio: null })).toContain('other models return other results');
  });

  test('either: the simplest, and how the others compare', () => {
    const ratio = { ratio: 0.97, low: 0.9, high: 1.02, rounds: 10 };
    const others = [{ model: 'threads', size: sizeOf(2), ratio }] as const;
    expect(saidBy({ kind: 'either', candidate: sequential, gain: null, others }).Answer).toMatch(
      /^Take sequential, one task after another: the simplest of those that are about as good\. threads \(2\) is 1\.03 × as fast \(0\.98–1\.11, 10 rounds\)\./,
    );
  });

  test.each([
    ['latency', 'One task after another has 1.90 × the latency (p99) (1.85–1.95, 5 rounds).'],
    ['memory', 'One task after another has 1.90 × the memory (1.85–1.95, 5 rounds).'],
    ['cpu', 'One task after another has 1.90 × the processor time per task (1.85–1.95, 5 rounds).'],
  ] as const)('judged by %s', (by, says) => expect(saidBy({ by }).Answer).toContain(says));

  test('three rounds have no interval, and none is made up', () => {
    const gain = { ratio: 4, low: 0, high: Number.POSITIVE_INFINITY, rounds: 3 };
    expect(saidBy({ gain }).Answer).toContain('4.00 × as fast as one task after another (3 rounds)');
  });

  test('a busy machine makes it doubtful', () => {
    const machine = { cores: 2, quotaCores: null, busyRatio: 0.9, quiet: false, waitedMs: 0 };
    expect(saidBy({ machine }).Answer).toMatch(
      / Doubtful: other programs used 90 % of the cores\. Run it again on a quiet machine before you rely on it\.$/,
    );
    expect(saidBy().Answer).not.toContain('Doubtful');
  });

  test('a rate: whether it keeps up', () => {
    const figures = figuresOf({ keptUp: true, latencyP50Ms: 20, latencyP99Ms: 41 });
    const slow = figuresOf({ keptUp: false });
    expect(saidBy({ ratePerSecond: 50, figures, sequential: slow }).Answer).toContain(
      'It keeps up with 50/s (latency p50 20 ms, p99 41 ms); one task after another does not.',
    );
  });
});

test('why: where the time goes, and who else is on the cores', () => {
  const natures = [
    { nature: 'computes-libuv', share: 0.86 },
    { nature: 'memory-bound', share: null },
  ] as const;
  const others = { v8: 0.471, libuv: 0.02, nativeThreads: null };
  expect(saidBy({ character: characterOf({ natures }), othersOnCores: others }).Why).toBe(
    "A task takes 21 ms. It spends 86 % of its time in other threads (libuv's, those of a native library, or its own), and the event loop is free meanwhile. It allocates much: garbage collection takes processor time worth much of its time, V8's helper threads included. Under this model V8's helper threads (garbage collection, compiler) used 0.47 cores.",
  );
  const hottest = { name: 'hash', file: 'work.js', line: 12, share: 0.9 };
  expect(saidBy({ character: characterOf({ hottest }) }).Why).toContain(
    '97 % of its time in JavaScript on its own thread, most of it in hash (work.js:12).',
  );
  const unnamed = { ...hottest, name: 'default' };
  expect(saidBy({ character: characterOf({ hottest: unnamed }) }).Why).toContain(
    'in your function (work.js:12)',
  );
});

describe('why not the others', () => {
  const ratio = { ratio: 1.94, low: 1.9, high: 2, rounds: 5 };
  const difference = {
    task: 3,
    expected: 'Money { cents: 300 }',
    got: '{ cents: 300 }',
    kind: 'class',
  } as const;
  const skip = (reason: Skip['reason'], share: number | null = null, detail: string | null = null): Why => ({
    kind: 'skipped',
    skip: { reason, share, detail },
  });
  const whys: [Why, string][] = [
    [{ kind: 'compared', ratio, verdict: 'slower' }, 'threads is 1.94 × as fast (1.90–2.00, 5 rounds).'],
    [
      { kind: 'compared', ratio, verdict: 'same' },
      'It takes the same time within 5 % (1.90–2.00, 5 rounds).',
    ],
    [
      { kind: 'compared', ratio: { ratio: 0.98, low: 0.92, high: 1.06, rounds: 20 }, verdict: 'unclear' },
      'No clear difference: it is 1.02 × as fast as threads (0.94–1.09, 20 rounds).',
    ],
    [
      { kind: 'compared', ratio: { ratio: 0.13, low: 0.12, high: 0.14, rounds: 3 }, verdict: 'unclear' },
      'It is 7.69 × as fast as threads (7.14–8.33, 3 rounds).',
    ],
    [
      {
        kind: 'compared',
        ratio: { ratio: 0.5, low: 0, high: Number.POSITIVE_INFINITY, rounds: 2 },
        verdict: 'unclear',
      },
      'It is about 2.00 × as fast as threads (2 rounds), which is too few to be sure.',
    ],
    [{ kind: 'hopeless', atLeast: 8 }, 'threads is at least 8 × as fast (one round).'],
    [
      { kind: 'differs', difference, ratio: null },
      'Results lose their class: for task 3 it returned { cents: 300 } where sequential returned Money { cents: 300 }.',
    ],
    [{ kind: 'failed', failed: 3, of: 24, message: 'no' }, '3 of 24 tasks failed (no).'],
    [{ kind: 'failed', failed: 0, of: 0, message: 'no memory' }, 'It could not be run: no memory.'],
    [{ kind: 'not-run' }, 'Not measured: the budget was spent before.'],
    [skip('no-promise'), 'Your function returns no promise, so this runs the same code as sequential.'],
    [
      skip('nothing-waits', 0.02),
      "Only 2 % of a task's time could overlap with other tasks on one event loop.",
    ],
    [skip('too-small', 7.4), 'Sending a task to another process takes 7.40 × as long as the task itself.'],
    [skip('answer', null, 'isolation=crash'), 'Your answer isolation=crash rules it out.'],
    [skip('one-core', 0.98), 'There is only one core, and a task uses it 98 % of the time.'],
  ];
  test.each(whys)('%o', (why, says) => {
    expect(saidBy({ whyNot: [notOf('processes', why, { size: sizeOf(2) })] }).Not).toBe(
      `processes (2): ${says}`,
    );
  });

  test('without an answer they are compared with what was run first', () => {
    const whyNot = [notOf('async', whys[0]![0]), notOf('threads', { kind: 'hopeless', atLeast: 8 })];
    const said = saidBy({ kind: 'cannot-tell', candidate: null, figures: null, gain: null, whyNot });
    expect(said['So far']).toBe(
      'async: sequential is 1.94 × as fast (1.90–2.00, 5 rounds). threads: sequential is at least 8 × as fast (one round).',
    );
  });

  test('what it takes more is told with it', () => {
    expect(saidBy().Not).toContain('within 5 % (0.98–1.04, 10 rounds). It takes 50 MB more memory.');
  });
});

describe('what a function returns or throws is told where it is not the answer itself', () => {
  const first = taskError({ name: 'TypeError', place: 'work.js:3' });
  const whyOf = (part: Partial<Character>) => saidBy({ character: characterOf({ calls: 96, ...part }) }).Why;

  test('some calls fail', () => {
    const failed = { tasks: 3, of: 96, first };
    expect(whyOf({ failed })).toMatch(/ 3 of 96 calls failed: TypeError: no \(work\.js:3\)\.$/);
    expect(whyOf({ failed, natures: [{ nature: 'fails', share: 0.6 }] })).not.toContain('3 of 96');
  });

  test('results that are undefined', () => {
    expect(whyOf({ undefinedResults: 96 })).toContain(
      'Your function returns undefined, so Heddle cannot see',
    );
    expect(whyOf({ undefinedResults: 12 })).toContain('12 of 96 calls returned undefined.');
    expect(whyOf({ undefinedResults: 0 })).not.toContain('undefined');
  });
});

test('the same thing to type is told once', () => {
  const tell = '--budget 90s';
  const cannotTell = { because: 'budget', spentMs: 30_000, neededMs: null, tell } as const;
  const unknown = [
    { what: 'busy-machine', tell },
    { what: 'few-calls', calls: 8, tell },
  ] as const;
  const none = { kind: 'cannot-tell', candidate: null, figures: null, gain: null } as const;
  expect(JSON.stringify(saidBy({ ...none, cannotTell, unknown })).split(tell)).toHaveLength(2);
});

test('a flag that was given is not to be added, but given another value', () => {
  const tell = '--budget 90s';
  const cannotTell = { because: 'budget', spentMs: 30_000, neededMs: null, tell } as const;
  const none = { kind: 'cannot-tell', candidate: null, figures: null, gain: null, unknown: [] } as const;
  const said = (asked: string) => saidBy({ ...none, cannotTell, asked }).Answer;
  expect(said('heddle decide ./budget.ts --by cpu')).toMatch(/ To find out, add --budget 90s$/);
  expect(said('heddle decide ./budget.ts --budget 12.5s --max-calls 9')).toMatch(
    / To find out: heddle decide \.\/budget\.ts --budget 90s --max-calls 9$/,
  );
});

test('cannot tell on a busy machine: that is what to change', () => {
  const cannotTell = { because: 'budget', spentMs: 30_000, neededMs: null, tell: '--budget 90s' } as const;
  const machine = { cores: 2, quotaCores: null, busyRatio: 0.9, quiet: false, waitedMs: 0 };
  const none = { kind: 'cannot-tell', candidate: null, figures: null, gain: null } as const;
  expect(saidBy({ ...none, cannotTell, machine }).Answer).toMatch(
    / Other programs used 90 % of the cores: close them, and run it again\. To find out, add --budget 90s$/,
  );
  const fails = { because: 'never-settles', afterMs: 5000, tell: null } as const;
  expect(saidBy({ ...none, cannotTell: fails, machine }).Answer).not.toContain('Other programs');
  const inPython = saidBy({ ...none, runtime: 'python', cannotTell: fails, machine }).Answer;
  expect(inPython).toContain('your function may never return.');
});

test('for which work it holds, and what is not known', () => {
  expect(saidBy().Holds).toBe(
    'For work that goes on, such as a service, once it has warmed up. Start and warm-up counted, it is faster than sequential from about 12 tasks on. Measured on 2 cores; the machine was quiet.',
  );
  const machine = { cores: 2, quotaCores: 1.5, busyRatio: 0.4, quiet: false, waitedMs: 4000 };
  expect(saidBy({ tasks: 95, breakEvenTasks: null, changes: [], machine }).Holds).toBe(
    'For a batch of 95 tasks in a fresh process. Measured on 2 cores with a quota of 1.5; other programs used 40 % of them, after a wait of 4 s for a quiet moment.',
  );
  const changes = [{ if: 'chunks', tasks: 400, take: 'threads', ratio: null }] as const;
  expect(saidBy({ changes }).Holds).toContain(
    'If one call did the work of 400 tasks, threads would pay. A message would then cost a tenth of the work.',
  );
  expect(saidBy()['Not known']).toMatch(/ To find out, add --inputs FILE$/);
});

test.each(faults)('cannot tell: %o', (cannotTell, says) => {
  const said = saidBy({ kind: 'cannot-tell', candidate: null, figures: null, gain: null, cannotTell });
  expect(said.Answer).toMatch(/^Cannot tell which model is best\. /);
  expect(said.Answer).toMatch(says);
  expect(said).not.toHaveProperty('Holds');
});
