import { describe, expect, test } from 'vitest';
import { modelIdsOf } from '../../source/catalog/models.ts';
import { decide } from '../../source/guide/decide.ts';

import { articlePaths } from '../helpers/article-paths.ts';
import { answersOf, roomy } from './helpers/machine.ts';

const verdictOf = (answers: string, machine = roomy) => decide(answersOf(answers), machine).verdict;

describe('the three questions of the article', () => {
  test.each(articlePaths)('%s: %s, in any runtime', (answers, model) => {
    expect(verdictOf(answers)).toMatchObject({ model, runtime: 'any', engine: null });
  });

  test.each([
    ['', 'cpu'],
    ['cpu=no', 'io'],
    ['cpu=unknown', 'io'],
    ['cpu=no io=yes', 'scale'],
    ['runtime=node durable=jobs', 'cpu'],
  ])('"%s" is not enough: %s is asked next', (answers, key) => {
    const { verdict, next, whyNot, proof } = decide(answersOf(answers), roomy);
    expect({ verdict, whyNot, proof, key: next?.key }).toEqual({
      verdict: null,
      whyNot: {},
      proof: null,
      key,
    });
  });

  test('nothing is asked beyond "neither", and one refinement after another beyond the others', () => {
    expect(decide(answersOf('cpu=no io=no'), roomy).next).toBeNull();
    expect(decide(answersOf('cpu=yes'), roomy).next?.key).toBe('jobs');
    expect(decide(answersOf('cpu=no io=yes scale=few jobs=many'), roomy).next?.key).toBe('runtime');
  });
});

const waits = 'cpu=no io=yes';
const inNode = 'runtime=node';

describe('each refinement', () => {
  test.each([
    // One job, whatever it is.
    ['cpu=yes jobs=one', 'sequential'],
    [`${waits} scale=few jobs=one`, 'sequential'],
    // Thousands that wait at once are not one.
    [`${waits} scale=thousands jobs=one`, 'async'],
    // The lock, and who has none.
    ['cpu=yes runtime=cpython', 'processes'],
    ['cpu=yes runtime=unknown', 'processes'],
    ['cpu=yes runtime=node', 'threads'],
    ['cpu=yes runtime=free-threaded', 'threads'],
    [`${waits} scale=few ${inNode}`, 'async'],
    [`${waits} scale=legacy ${inNode}`, 'threads'],
    [`${waits} scale=few runtime=cpython`, 'threads'],
    // Cycles outside of the interpreter.
    ['cpu=yes cycles=native', 'threads'],
    ['cpu=yes runtime=cpython cycles=native', 'threads'],
    ['cpu=yes runtime=cpython cycles=libuv', 'threads'],
    ['cpu=yes runtime=free-threaded cycles=libuv', 'threads'],
    ['cpu=yes runtime=cpython cycles=interpreter', 'processes'],
    ['cpu=yes runtime=node cycles=libuv', 'async'],
    ['cpu=yes cycles=libuv', 'async'],
    // A mix.
    ['cpu=yes mixed=heavy', 'hybrid'],
    // Password hashing in a server: the heavy calls run in libuv's threads, and the loop goes on.
    ['cpu=yes runtime=node cycles=libuv mixed=heavy', 'async'],
    ['cpu=yes runtime=node cycles=libuv mixed=heavy goal=latency', 'async'],
    ['cpu=yes runtime=cpython cycles=libuv mixed=heavy', 'hybrid'],
    ['cpu=yes runtime=node cycles=libuv mixed=heavy isolation=crash', 'hybrid'],
    ['cpu=yes runtime=node cycles=libuv mixed=heavy cancel=yes', 'hybrid'],
    [`${waits} scale=thousands mixed=heavy`, 'hybrid'],
    [`${waits} scale=legacy mixed=blocking`, 'hybrid'],
    // The library, and how many.
    [`${waits} scale=few library=yes`, 'async'],
    [`${waits} scale=few library=no`, 'threads'],
    [`${waits} scale=few ${inNode} library=no`, 'threads'],
    [`${waits} scale=thousands library=no`, 'hybrid'],
    [`${waits} scale=framework library=no`, 'hybrid'],
    [`${waits} scale=few connections=thousands`, 'async'],
    [`${waits} scale=few library=no connections=thousands`, 'hybrid'],
    [`${waits} scale=legacy connections=thousands`, 'hybrid'],
    [`${waits} scale=few connections=hundreds`, 'threads'],
    // Worth handing over or not.
    ['cpu=yes length=tiny', 'sequential'],
    [`cpu=yes ${inNode} length=tiny`, 'sequential'],
    ['cpu=yes length=short', 'processes'],
    ['cpu=yes mixed=heavy length=tiny', 'hybrid'],
    // Kept apart.
    [`cpu=yes ${inNode} isolation=crash`, 'processes'],
    [`cpu=yes ${inNode} isolation=untrusted`, 'processes'],
    [`cpu=yes ${inNode} cycles=libuv isolation=crash`, 'processes'],
    [`cpu=yes ${inNode} cycles=libuv isolation=untrusted`, 'processes'],
    ['cpu=yes length=tiny isolation=crash', 'processes'],
    [`${waits} scale=legacy isolation=crash`, 'processes'],
    [`${waits} scale=thousands isolation=crash`, 'async'],
    [`${waits} scale=thousands isolation=untrusted`, 'hybrid'],
    // Stopped from outside.
    [`cpu=yes ${inNode} cancel=yes`, 'threads'],
    [`cpu=yes ${inNode} cycles=native cancel=yes`, 'processes'],
    [`cpu=yes ${inNode} cycles=libuv cancel=yes`, 'processes'],
    ['cpu=yes runtime=cpython cycles=native cancel=yes', 'processes'],
    ['cpu=yes runtime=free-threaded cancel=yes', 'processes'],
    [`${waits} scale=legacy cancel=yes`, 'threads'],
  ])('%s: %s', (answers, model) => {
    expect(verdictOf(answers)?.model).toBe(model);
  });

  test.each([
    ['runtime=node durable=jobs', 'BullMQ'],
    ['runtime=node durable=steps', 'Temporal'],
    ['runtime=node durable=arrays', 'BullMQ'],
    ['runtime=node durable=actors', 'BullMQ'],
    ['runtime=cpython durable=jobs', 'Celery'],
    ['runtime=cpython durable=steps', 'Temporal'],
    ['runtime=free-threaded durable=arrays', 'Dask'],
    ['runtime=cpython durable=actors', 'Ray'],
    ['durable=jobs', 'BullMQ or Celery'],
    ['durable=steps', 'Temporal'],
    ['durable=arrays', 'Dask'],
    ['durable=actors', 'Ray'],
    ['cycles=libuv durable=jobs', 'BullMQ'],
    // One job can get lost as well.
    ['jobs=one durable=jobs', 'BullMQ or Celery'],
  ])('%s: %s, and a model inside each worker of it', (answers, name) => {
    const verdict = verdictOf(`cpu=yes ${answers}`);
    expect(verdict?.engine?.name).toBe(name);
    expect(modelIdsOf('node')).toContain(verdict?.model);
  });

  test.each([
    ['node', /blocks only the thread that makes it/],
    ['cpython', /releases the GIL/],
    ['free-threaded', /outside the interpreter/],
  ])('native code in %s: %s', (runtime, because) => {
    const { path } = decide(answersOf(`cpu=yes runtime=${runtime} cycles=native`), roomy);
    expect(path.at(-1)).toMatchObject({
      key: 'cycles',
      model: 'threads',
      because: expect.stringMatching(because),
    });
  });

  test('an engine changes nothing else', () => {
    expect(verdictOf('cpu=yes durable=jobs')).toEqual({
      ...verdictOf('cpu=yes durable=no'),
      engine: expect.objectContaining({ name: 'BullMQ or Celery' }),
    });
  });
});

describe('what a verdict says', () => {
  test('the path has each answer that counted, what follows, and the model so far', () => {
    const { path, turns, unused } = decide(answersOf('cpu=yes scale=few runtime=node state=some'), roomy);
    expect(path).toMatchObject([
      { key: 'cpu', value: 'yes', model: 'processes' },
      { key: 'runtime', value: 'node', model: 'threads' },
      { key: 'state', value: 'some', model: 'threads' },
    ]);
    expect(turns).toEqual(['computing', 'workers-compute']);
    // Scale is only asked of work that waits.
    expect(unused).toEqual([
      { key: 'scale', value: 'few', because: 'It is asked only of work that mostly waits.' },
    ]);
  });

  test('"I do not know" goes on, and its assumption is a caveat', () => {
    const known = decide(answersOf('cpu=yes jobs=many'), roomy);
    const open = decide(answersOf('cpu=yes jobs=unknown'), roomy);
    expect(open.verdict).toEqual(known.verdict);
    expect(open.caveats).toContainEqual(expect.stringMatching(/^Assumed: there are many tasks/));
    expect(known.caveats).not.toContainEqual(expect.stringMatching(/^Assumed:/));
  });

  test.each([
    ['cpu=yes runtime=node state=some', /a\[0\]\+\+ on it/],
    ['cpu=no io=yes scale=thousands state=some', /Read, await, then write/],
    ['cpu=yes runtime=cpython bytes=much', /shared_memory/],
    ['cpu=yes runtime=node isolation=crash bytes=much', /serialization: 'advanced'/],
    ['cpu=yes runtime=node isolation=crash', /fork\(\) sends JSON/],
    ['cpu=yes runtime=free-threaded isolation=crash bytes=much', /shared_memory/],
    ['cpu=yes runtime=node mixed=heavy', /One blocking call freezes/],
    ['cpu=yes runtime=node mixed=heavy cancel=yes', /Work in the pool keeps running/],
    ['cpu=no io=yes scale=few connections=thousands', /the larger number counts/],
    ['cpu=no io=yes scale=framework runtime=node', /libuv's 4 threads/],
    ['cpu=no io=yes scale=framework runtime=cpython durable=jobs', /run no coroutines/],
    ['cpu=no io=yes scale=few connections=thousands', /check ulimit -n/],
    ['cpu=yes isolation=untrusted', /no sandbox/],
    ['cpu=yes quota=yes', /without a quota/],
    ['cpu=yes runtime=cpython mixed=heavy', /pool of processes/],
    ['cpu=yes goal=latency', /Limit the queue/],
    ['cpu=yes runtime=node durable=actors', /nothing like Dask/],
  ])('%s is warned: %s', (answers, caveat) => {
    expect(decide(answersOf(answers), roomy).caveats).toContainEqual(expect.stringMatching(caveat));
  });

  test.each([
    // Lanes behind the loop that are processes take no buffers over, and C code lets go of the lock in threads.
    ['cpu=yes runtime=node mixed=heavy isolation=crash bytes=much', /transferList/],
    ['cpu=yes runtime=cpython cycles=native mixed=heavy', /pool of processes/],
  ])('%s is not warned: %s', (answers, caveat) => {
    expect(decide(answersOf(answers), roomy).caveats).not.toContainEqual(expect.stringMatching(caveat));
  });

  test('a quota that holds here is told to who denies it', () => {
    const machine = { ...roomy, effectiveCores: 1.5, quotaCores: 1.5 };
    expect(decide(answersOf('cpu=yes quota=no'), machine).caveats).toContainEqual(
      expect.stringMatching(/This machine has a quota/),
    );
  });

  test.each([
    ['cpu=yes cycles=libuv', 'processes', /libuv's threads/],
    ['cpu=yes cycles=libuv isolation=crash', 'async', /crash in libuv's pool/],
    ['cpu=yes cycles=libuv cancel=yes', 'async', /cannot be stopped/],
    ['cpu=yes cycles=libuv cancel=yes', 'threads', /cannot be stopped/],
    ['cpu=yes length=tiny', 'threads', /as long as the task/],
    ['cpu=yes runtime=node cycles=libuv mixed=blocking', 'async', /Blocking calls would freeze/],
    ['cpu=no io=yes scale=thousands isolation=untrusted', 'async', /do not trust/],
    ['cpu=yes length=tiny isolation=crash', 'threads', /share one process/],
    ['cpu=yes goal=latency', 'sequential', /no request is answered/],
    ['cpu=yes goal=throughput', 'sequential', /rest would be idle/],
  ] as const)('%s: why not %s: %s', (answers, model, reason) => {
    expect(decide(answersOf(answers), roomy).whyNot[model]).toMatch(reason);
  });

  test('on one core it says so, and claims no gain', () => {
    const { caveats, proof } = decide(answersOf('cpu=yes runtime=node'), { ...roomy, effectiveCores: 1 });
    expect(caveats).toContainEqual(expect.stringMatching(/no model computes faster/));
    expect(proof?.expects).toMatchObject({ beats: [], ties: ['sequential', 'async', 'processes'] });
  });
});
