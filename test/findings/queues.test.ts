import { expect, test } from 'vitest';
import { limitIn } from '../../source/findings/queueing.ts';
import { rules } from '../../source/findings/rules/index.ts';
import { limitOf } from '../../source/findings/task-limit.ts';
import { evidenceOf, type Figures, found } from './helpers/evidence.ts';
import { asking, inName, limited, limitedLanes, lining, starting } from './helpers/limit-cases.ts';
import { between, queueOf } from './helpers/queue.ts';
import { truthTable } from './helpers/truth-table.ts';

const ten = limited(10);
/** Two workers of the person's own: for how much of the run they waited for a core and computed, in cores' worth. */
const poolOf = (waited: number, computed = 1) => ({
  ...{ threads: 2, busy: 2, name: 'WorkerThread' },
  cpuMs: computed * ten.wallMs!,
  waitMs: waited * ten.wallMs!,
});
truthTable('limit-elsewhere', [
  ['ten of a hundred get through', ten, true],
  ['all of them do', limited(100), false],
  ['threads that share a lock', limitedLanes(1), true],
  ['threads that share nothing', limitedLanes(8), false],
  ['the loop computes for half of the time', { ...ten, main: { cpuMs: 0.5 * ten.wallMs! } }, true],
  ['for more: then it is what they wait for', { ...ten, main: { cpuMs: 0.51 * ten.wallMs! } }, false],
  ['not measured', { ...ten, main: { cpuMs: null } }, false],
  [
    'the loop was frozen for 30 % of the time',
    { ...ten, freezes: [{ durationMs: 0.3 * ten.wallMs! }] },
    true,
  ],
  ['for more', { ...ten, freezes: [{ durationMs: 0.31 * ten.wallMs! }] }, false],
  ['the cores were full', { ...ten, busyCores: 1.7 }, false],
  ['nearly', { ...ten, busyCores: 1.69 }, true],
  ['by processes that tasks started', { ...ten, childCores: 1.7 }, false],
  [
    'by a pool of its own that waits for cores',
    { ...ten, busyCores: 1.1, otherThreads: poolOf(0.61) },
    false,
  ],
  ['that hardly waits', { ...ten, busyCores: 1.1, otherThreads: poolOf(0.59) }, true],
  ['of threads that only wake up late', { ...ten, busyCores: 0.01, otherThreads: poolOf(1.7, 0.07) }, true],
  ['that compute a little more', { ...ten, busyCores: 0.01, otherThreads: poolOf(1.7, 0.08) }, false],
  [
    'threads behind the loop compute',
    { ...ten, model: 'hybrid', poolThreads: 1, pool: [{ cpuMs: 0.6 * ten.wallMs! }] },
    false,
  ],
  ['they wait', { ...ten, model: 'hybrid', poolThreads: 1, pool: [{ cpuMs: 10 }] }, true],
  ["libuv's threads compute", { ...ten, seen: { libuvCpuMs: 0.6 * ten.wallMs! } }, false],
]);

test('where a limit holds nobody is told that waiting is free, or that more lanes would wait as well', () => {
  expect(found(ten)).toEqual(['limit-elsewhere']);
  expect(found(limited(100, 100, 1000))).toEqual(['waiting-is-free']);
  expect(found(limitedLanes(1))).toEqual(['limit-elsewhere']);
  expect(found(limitedLanes(8))).toEqual(['pool-waits']);
  expect(found(asking(79, 5))).toEqual(['sockets-wait']);
  const forking = {
    ...limited(1, 4, 60),
    own: { returned: 60, promises: 60 },
    seen: { startedProcesses: 60 },
  };
  expect(found(forking)).toEqual(['thread-per-task']);
});

/** Twelve at once over so many sockets, which the first ones have to open. */
function over(sockets: number): Figures {
  const beforeMs = (task: number) => (task < 12 ? 15 : 0);
  const times = queueOf({ tasks: 120, atOnce: 12, through: sockets, serveMs: between(40, 56), beforeMs });
  return {
    model: 'async',
    atOnce: 12,
    tasks: times.map(({ startedMs, endedMs }) => [0, startedMs, endedMs] as const),
    wallMs: Math.max(...times.map(({ endedMs }) => endedMs)),
  };
}

test.each<[sockets: number, told: readonly string[]]>([
  [5, ['limit-elsewhere']],
  // What the first ones take hides that it is less than twelve; that it is not free is certain.
  [9, []],
  [10, []],
  [12, ['waiting-is-free']],
])('twelve at once over %d sockets', (sockets, told) => {
  expect(found(over(sockets))).toEqual(told);
});

test('a limit is looked for in the first 2,048 tasks', () => {
  // It lets fewer and fewer through.
  const times = queueOf({ tasks: 3000, atOnce: 20, through: 2, serveMs: (task) => 2 + task / 1000 });
  const tasks = times.map(({ startedMs, endedMs }) => [0, startedMs, endedMs] as const);
  const run: Figures = {
    model: 'async',
    atOnce: 20,
    tasks,
    wallMs: Math.max(...times.map((t) => t.endedMs)),
  };
  const told = limitOf(evidenceOf({ ...run, main: { cpuMs: 20 } }))!;
  expect(told.perSecond).toBeCloseTo(limitIn(times.slice(0, 2048), 20)!.perSecond, 1);
});

truthTable('sockets-wait', [
  ['79 wait for one of five', asking(79, 5), true],
  // Of four samples the first has none.
  ['on average as many as are served', asking(20, 15), true],
  ['fewer', asking(19, 15), false],
  ['three at most', asking(3, 1), false],
  ['four', asking(4, 1), true],
  ['no requests', limited(10), false],
  [
    'fetch',
    { ...limited(10), seen: { fetchWaitingRequests: 40, fetchSentRequests: 4, httpRequests: 100 } },
    true,
  ],
  [
    'fetch without a line',
    { ...limited(10), seen: { fetchWaitingRequests: 1, fetchSentRequests: 90 } },
    false,
  ],
]);

truthTable('executor-waits', [
  ['194 wait for one of six', lining(194), true],
  // Of four samples the first has none.
  ['on average half as many as are served', lining(8, 12), true],
  ['fewer', lining(7, 12), false],
  ['half as many for six', lining(4), true],
  ['four wait for the only one', lining(4, 1), true],
  ['three', lining(3, 1), false],
  ['no executor', limited(6), false],
]);

test('address lookups in the line of the executor are told', () => {
  const rule = rules.find(({ id }) => id === 'executor-waits')!;
  const { seen } = lining(194);
  const line = evidenceOf({ ...lining(194), seen: { ...seen, executorWaitingLookups: 12 } });
  expect(rule.find(line)?.why).toMatch(/^12 address lookups stood in that line, too/);
  expect(found(lining(194))).toEqual(['executor-waits']);
});

test('an executor is given threads for all that wait, but no more than 256; where threads compute, processes', () => {
  const rule = rules.find(({ id }) => id === 'executor-waits')!;
  const next = (figures: Figures) => rule.find(evidenceOf(figures))?.next;
  expect(next(lining(194))).toMatch(/\(200\)\)$/);
  expect(next(lining(195))).toMatch(/\(256\)\)$/);
  const cores = (used: number): Figures => ({ ...lining(194), main: { cpuMs: 0 }, busyCores: used });
  expect(next(cores(0.5))).toMatch(/^Try processes/);
  expect(next(cores(0.49))).toMatch(/^Give it more/);
});

const threads = { startedThreads: 60, threadStartMs: 40 };
truthTable('thread-per-task', [
  ['a thread for each', starting(threads), true],
  ['for four of five', starting({ ...threads, startedThreads: 48 }), true],
  ['for fewer', starting({ ...threads, startedThreads: 47 }), false],
  ['its start is a tenth of a task', starting({ ...threads, threadStartMs: 25 }), true],
  ['less', starting({ ...threads, threadStartMs: 24 }), false],
  ['nothing was started', starting({}), false],
  ['for each of eight tasks', starting({ ...threads, startedThreads: 8 }, 8), true],
  ['of seven', starting({ ...threads, startedThreads: 7 }, 7), false],
  ['a process starts in about 40 ms: a tenth of a task', starting({ startedProcesses: 60 }, 60, 400), true],
  ['of a longer one less', starting({ startedProcesses: 60 }, 60, 401), false],
  ['processes of a runtime', starting({ startedProcesses: 60 }), true],
  ['programs', starting({ startedPrograms: 60, programStartMs: 25 }), true],
  [
    'programs that take long against their start',
    starting({ startedPrograms: 60, programStartMs: 24 }),
    false,
  ],
  ['it is not known what their start takes', starting({ startedPrograms: 60 }), false],
  [
    'few programs beside many threads',
    starting({ ...threads, startedPrograms: 47, programStartMs: 90 }),
    true,
  ],
  ['a built-in workload', { model: 'async', tasks: starting({}).tasks!, wallMs: 3750, seen: threads }, false],
]);

const { own: _, ...notOwn } = inName;
truthTable('async-in-name-only', [
  ['it computes all the time', inName, true],
  ['four fifths of it', { ...inName, main: { cpuMs: 800 } }, true],
  ['less: it waits for something', { ...inName, main: { cpuMs: 799 } }, false],
  ['half of it before its first await', { ...inName, own: { ...inName.own!, beforeAwaitMs: 500 } }, true],
  [
    'less: then it may have waited for what it computes with',
    { ...inName, own: { ...inName.own!, beforeAwaitMs: 499 } },
    false,
  ],
  ['not measured', { ...inName, own: { returned: 10, promises: 10 } }, false],
  ['it returns no promise', { ...inName, own: { returned: 10 } }, false],
  ['only sometimes', { ...inName, own: { returned: 10, promises: 9 } }, false],
  ['a built-in workload', notOwn, false],
  ["libuv's pool computes a tenth as much", { ...inName, seen: { libuvCpuMs: 100 } }, false],
  ['less', { ...inName, seen: { libuvCpuMs: 99 } }, true],
  ['a request in every other call', { ...inName, seen: { httpRequests: 5 } }, false],
  ['one at once', { ...inName, atOnce: 1 }, false],
]);

/** Told in words with its figures. */
test('what an async function computed is split at its first await', () => {
  const rule = rules.find(({ id }) => id === 'async-in-name-only')!;
  expect(rule.find(evidenceOf(inName))).toMatchObject({
    saw: 'Your async function computed 100 ms per call, 60 % before its first await',
    figures: { loopMs: 100, beforeAwaitMs: 60, afterAwaitMs: 40 },
  });
  const sawWith = (beforeAwaitMs: number) =>
    rule.find(evidenceOf({ ...inName, own: { ...inName.own!, beforeAwaitMs } }))!.saw;
  expect(sawWith(990)).toBe('Your async function computed 100 ms per call, all of it before any await');
  expect(sawWith(989)).toMatch(/, 99 % before its first await$/);
});

test("what is in libuv's pool is told by kind, and a size that was set too late", () => {
  const rule = rules.find(({ id }) => id === 'libuv-saturated')!;
  const full: Figures = {
    ...{ model: 'async', tasks: limited(10).tasks!, wallMs: limited(10).wallMs!, atOnce: 100, lagMaxMs: 1 },
    libuv: { tried: 4, waited: 4, maxMs: 90 },
  };
  const of = (seen: Readonly<Record<string, number>>) => rule.find(evidenceOf({ ...full, seen }));
  expect(of({})?.why).toMatch(/^Files, DNS, crypto and zlib share/);
  expect(of({ libuvLookupRequests: 16, libuvFileRequests: 40 })?.why).toMatch(
    /^They had up to 16 DNS lookups and 40 file calls to do\. Crypto and zlib share/,
  );
  expect(of({ libuvFileRequests: 1 })?.why).toMatch(/^They had up to 1 file call to do\./);
  const seen = { libuvLookupRequests: 16, libuvCryptoDone: 22, libuvZlibDone: 1, libuvFilesDone: 30 };
  expect(of(seen)?.why).toBe('While Heddle looked, they did 22 crypto calls, 1 zlib call and 30 file calls.');
  expect(of({ libuvAskedThreads: 16 })).toMatchObject({
    why: expect.stringMatching(/UV_THREADPOOL_SIZE=16, but/),
    next: 'Give libuv 16 threads at the start. Your code sets it too late',
    step: { kind: 'libuv-threads', to: 16 },
  });
  expect(of({ libuvLookupRequests: 50, libuvFileRequests: 40 })?.next).toMatch(
    /^Give libuv 64 threads, or use dns.resolve4/,
  );
  // More than cores does not help work that computes, whenever it was set.
  expect(rule.find(evidenceOf({ ...full, busyCores: 1, seen: { libuvAskedThreads: 16 } }))?.next).toMatch(
    /^Try fewer at once/,
  );
});

test('how many a task starts is told', () => {
  const rule = rules.find(({ id }) => id === 'thread-per-task')!;
  const saw = (startedThreads: number) =>
    rule.find(evidenceOf(starting({ startedThreads, threadStartMs: 40 })))?.saw;
  expect(saw(70)).toBe('Your code started 70 threads for 60 tasks, one for each');
  expect(saw(480)).toBe('Your code started 480 threads for 60 tasks, 8 for each');
});
