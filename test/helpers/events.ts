import type { RunEvent, RunEventOf } from '../../source/protocol/events.ts';
import { protocolVersion } from '../../source/protocol/units.ts';
import { planOf } from './plan.ts';

type Samples = { [T in RunEvent['type']]: RunEventOf<T> };

/** One event of every type, with every field set. */
export const everyEvent: Samples = {
  'run-started': {
    type: 'run-started',
    protocol: protocolVersion,
    atMs: 0,
    epochMs: 1_700_000_000_000,
    monotonicMs: 1234.5,
    plan: planOf({ parameters: { ms: 5, mode: 'fast', deep: true } }),
    engine: {
      runtime: 'node',
      version: '24.0.0',
      pid: 100,
      platform: 'linux',
      heapLimitBytes: 4e9,
      figures: [{ name: 'libuvThreads', title: "size of libuv's pool", value: 4, unit: 'threads' }],
    },
    machine: {
      cores: 4,
      effectiveCores: 1.5,
      affinityCores: 4,
      quotaCores: 1.5,
      memoryBytes: 8e9,
      memoryLimitBytes: 2e9,
    },
  },
  phase: { type: 'phase', atMs: 10, phase: 'running' },
  lane: {
    type: 'lane',
    atMs: 11,
    lane: 1,
    name: 'thread-1',
    kind: 'thread',
    pid: 100,
    state: 'crashed',
    reason: 'its thread ran out of memory',
  },
  tasks: { type: 'tasks', atMs: 12, rows: [0, 2, 1, 9000, 10000, 11000, 1000, 1, 0, 0, -1, -1, -1, 0] },
  results: { type: 'results', atMs: 13, results: [{ task: 0, text: '42', digest: 'd1', shape: 's1' }] },
  errors: {
    type: 'errors',
    atMs: 14,
    errors: [{ task: 1, name: 'Error', message: 'no', code: 'ENO', place: '/own.js:3' }],
  },
  sample: {
    type: 'sample',
    atMs: 15,
    loopLagsMs: [0.1, 2],
    lanes: [{ lane: 0, cpuMs: 5, waitMs: 0.5, lagMs: 0.2, utilizationRatio: 0.4, copyMs: 0.1, task: 3 }],
    processes: [
      {
        pid: 100,
        role: 'engine',
        cpuMs: 6,
        rssBytes: 5e7,
        pssBytes: 4e7,
        heapUsedBytes: 5e6,
        virtualBytes: 1e9,
      },
    ],
    machine: { coreBusyRatio: [0.5, 0.1], memoryUsedBytes: 1e9, throttledMs: 3 },
    figures: [{ name: 'libuvWaitMs', title: 'wait', value: 0.2, unit: 'ms' }],
    overhead: { cpuMs: 1, samplesDropped: 2 },
  },
  held: {
    type: 'held',
    atMs: 16,
    lane: 0,
    startedMs: 10,
    durationMs: 50,
    over: false,
    looks: 2,
    cause: 'native-call',
    holder: { kind: 'task', task: 3, certainty: 'likely' },
    frames: [{ name: 'hash', file: '/a.ts', line: 7, column: 3 }],
  },
  output: { type: 'output', atMs: 17, stream: 'stderr', text: 'hello\nworld', droppedBytes: 7 },
  host: { type: 'host', atMs: 18, cpuMs: 100, rssBytes: 6e7 },
  check: {
    type: 'check',
    atMs: 19,
    ok: false,
    expected: '1',
    got: '2',
    figures: [{ name: 'lostUpdates', title: 'lost', value: 3, unit: 'updates' }],
  },
  'run-ended': { type: 'run-ended', atMs: 20, outcome: 'failed', wallMs: 9, message: 'a task failed' },
};
