import { describe, expect, test } from 'vitest';
import { decide } from '../../source/guide/decide.ts';
import type { Decision } from '../../source/guide/decision.ts';
import type { Answers, Machine } from '../../source/guide/question.ts';
import { questions } from '../../source/guide/questions/index.ts';
import { answersOf, roomy } from './helpers/machine.ts';

/** Ways to a verdict, to which each pair of answers is added; what a pair says takes the place of what these say. */
const ways = [
  '',
  'cpu=yes runtime=node',
  'cpu=yes runtime=cpython',
  'cpu=no io=yes scale=thousands',
  'cpu=no io=yes scale=few runtime=node',
  'cpu=no io=yes scale=legacy',
].map(answersOf);

const single = questions.flatMap(({ key, options }) => options.map(({ value }) => [key, value] as const));

/** Each pair of answers to two questions, on each way: the answers, and what they lead to. */
const walked: { answers: Answers; decision: Decision }[] = [];
for (const [at, [key, value]] of single.entries())
  for (const [other, answer] of single.slice(at + 1))
    if (other !== key)
      for (const way of ways) {
        const answers = { ...way, [key]: value, [other]: answer };
        walked.push({ answers, decision: decide(answers, roomy) });
      }

const words = (answers: Answers) =>
  Object.entries(answers)
    .map(([key, value]) => `${key}=${value}`)
    .join(' ');

/** What is wrong, by the answers that lead there; a few are enough to see it. */
function wrongs(look: (answers: Answers, decision: Decision) => readonly string[]): string[] {
  return walked
    .flatMap(({ answers, decision }) =>
      look(answers, decision).map((wrong) => `${words(answers)}: ${decision.verdict?.model}: ${wrong}`),
    )
    .slice(0, 12);
}

describe('each pair of answers, on each way to a verdict', () => {
  test('no answer is left out without a word', () => {
    expect(walked.length).toBeGreaterThan(9000);
    const found = wrongs((answers, { path, unused }) =>
      Object.keys(answers).filter(
        (key) =>
          !path.some((step) => step.key === key) &&
          !unused.some((one) => one.key === key && /^[A-Z].*\.$/.test(one.because)),
      ),
    );
    expect(found).toEqual([]);
  });

  test('a verdict comes from an answer, or from an assumption that is told', () => {
    const found = wrongs((answers, { verdict, path, caveats }) => {
      if (!verdict) return [];
      const turned = path.findLast(({ model }, at) => model !== (path[at - 1]?.model ?? null));
      if (!turned || turned.model !== verdict.model) return ['no answer turned to it'];
      if (answers[turned.key] !== turned.value) return [`${turned.key}=${turned.value} was never said`];
      const { assumes } = questions.find(({ key }) => key === turned.key)!;
      return turned.value === 'unknown' && !caveats.includes(assumes.caveat) ? [turned.key] : [];
    });
    expect(found).toEqual([]);
  });

  /** Sentences, and the answers that say otherwise. */
  const otherwise: readonly (readonly [sentence: RegExp, says: (answers: Answers) => boolean])[] = [
    [/freeze the loop|loop is frozen/, (a) => inLibuv(a) && a.mixed !== 'blocking'],
    [/freeze the loop|loop is frozen/, ({ length, mixed }) => length === 'tiny' && mixed === 'no'],
    [/blocking call/i, ({ library, mixed }) => library === 'yes' && mixed !== 'blocking'],
    [/Nothing waits/, ({ io, mixed }) => io === 'yes' || mixed === 'heavy' || mixed === 'blocking'],
    [
      /Nothing blocks/,
      ({ library, mixed, scale }) => library === 'no' || mixed === 'blocking' || scale === 'legacy',
    ],
    [/[Aa] few waits|dozens/, (a) => a.scale === 'thousands' || a.connections === 'thousands'],
    [/Thousands/, ({ scale, connections }) => scale !== 'thousands' && connections !== 'thousands'],
    [/single task|one (short )?(job|task)\b/i, ({ jobs }) => jobs === 'many' || jobs === 'some'],
    [/GIL|CPython|coroutine/, ({ runtime }) => runtime === 'node'],
    [/Node\.js|libuv|promise/, ({ runtime }) => runtime === 'cpython' || runtime === 'free-threaded'],
    [/crash/i, ({ isolation }) => isolation === 'no'],
    [/do not trust|untrusted/, ({ isolation }) => isolation === 'no' || isolation === 'crash'],
    [/cannot be stopped/, ({ cancel }) => cancel === 'no'],
    [/no request is answered/, ({ goal }) => goal === 'throughput'],
    [/as long as the task/, ({ length }) => length === 'long' || length === 'short'],
    [
      /nothing to (divide|combine)/,
      ({ jobs, length, io }) => jobs !== 'one' && length !== 'tiny' && io !== 'no',
    ],
  ];
  const inLibuv = ({ cycles, runtime }: Answers) => cycles === 'libuv' && runtime === 'node';

  test('no "why not" contradicts an answer', () => {
    const found = wrongs((answers, { whyNot }) =>
      Object.entries(whyNot).flatMap(([model, reason]) =>
        otherwise.some(([sentence, says]) => sentence.test(reason) && says(counted(answers)))
          ? [`not ${model}: ${reason}`]
          : [],
      ),
    );
    expect(found).toEqual([]);
  });

  /** Answers without those that do not count: what they say is not so. */
  function counted(answers: Answers): Answers {
    const { path } = decide(answers, roomy);
    return Object.fromEntries(path.map(({ key, value }) => [key, value]));
  }

  test('the order in which answers are given changes nothing', () => {
    for (const { answers, decision } of walked.filter((_, at) => at % 9 === 0)) {
      const turned = Object.fromEntries(Object.entries(answers).reverse());
      expect(decide(turned, roomy)).toEqual(decision);
    }
  });
});

test.each<[string, Machine]>([
  ['little memory', { effectiveCores: 2, availableMemoryBytes: 200e6, descriptors: null }],
  ['few open files', { effectiveCores: 2, availableMemoryBytes: 8e9, descriptors: 256 }],
  ['half a core', { effectiveCores: 0.5, availableMemoryBytes: 1e9, descriptors: 1024 }],
])('sizes stay within a machine with %s', (_, machine) => {
  for (const { answers } of walked.filter((_, at) => at % 7 === 0)) {
    const { verdict } = decide(answers, machine);
    if (!verdict || verdict.sizing.counts === 'task') continue;
    const { concurrency, counts, poolThreads } = verdict.sizing;
    const inNode = verdict.runtime === 'node' || verdict.runtime === 'any';
    const perLane = counts === 'threads' && inNode ? 13e6 : 16e3;
    const bytes = (concurrency - 1) * perLane;
    const files = counts === 'promises' || counts === 'tasks' ? concurrency + (poolThreads ?? 0) : 0;
    if (bytes > machine.availableMemoryBytes || files > (machine.descriptors ?? Number.POSITIVE_INFINITY))
      throw new Error(`${words(answers)}: ${JSON.stringify(verdict.sizing)}`);
  }
});

describe('what a newcomer ran into', () => {
  test('thousands that wait at once are not one task, and it says which answer won', () => {
    const { verdict, unused } = decide(answersOf('cpu=no io=yes scale=thousands jobs=one'), roomy);
    expect(verdict?.model).toBe('async');
    expect(unused).toEqual([
      { key: 'jobs', value: 'one', because: 'Thousands that wait at once are many tasks.' },
    ]);
  });

  test('password hashing in a server is async with a pool as large as the cores', () => {
    const { verdict, whyNot, proof } = decide(
      answersOf('cpu=yes jobs=many runtime=node cycles=libuv mixed=heavy'),
      { ...roomy, effectiveCores: 8 },
    );
    expect(verdict).toMatchObject({ model: 'async', sizing: { concurrency: 500, libuvThreads: 8 } });
    expect(verdict?.sizing.formula).toMatch(/^Loop: 500 promises .* Heavy calls: UV_THREADPOOL_SIZE=8/);
    expect(whyNot.hybrid).toBe("libuv's pool is already behind the loop.");
    expect(proof?.wish.workload).toBe('hash');
  });

  test('Enter at each question leads to more than one task at a time', () => {
    const answers: Record<string, string> = {};
    for (let asked = 0; asked < 3; asked++) {
      const { next } = decide(answers, roomy);
      answers[next!.key] = next!.options[0]!.value;
    }
    expect(answers).toEqual({ cpu: 'yes', jobs: 'many', runtime: 'node' });
    expect(decide(answers, roomy).verdict?.model).toBe('threads');
  });

  test('2,000 addresses of one server are not asked for all at once', () => {
    const urls = 'cpu=no io=yes scale=few jobs=many runtime=node library=yes connections=thousands';
    expect(decide(answersOf(urls), roomy).caveats).toContainEqual(
      expect.stringMatching(/^One server may take/),
    );
    const { verdict, caveats } = decide(answersOf(`${urls} peer=one`), roomy);
    expect(verdict?.sizing).toMatchObject({ concurrency: 100, counts: 'promises' });
    expect(verdict?.sizing.formula).toMatch(/what one server usually takes at once/);
    expect(caveats).toContainEqual(expect.stringMatching(/semaphore/));
  });

  test('no more wait at once than files may be open, and it says what more would need', () => {
    const { verdict } = decide(answersOf('cpu=no io=yes scale=thousands'), { ...roomy, descriptors: 1024 });
    expect(verdict?.sizing.concurrency).toBe(992);
    expect(verdict?.sizing.formula).toMatch(/the limit of open files; 10,000 need ulimit -n 10032/);
  });
});
