import type { Parameters } from '../../../source/protocol/plan.ts';

/** How a workload for CPython is run under every model: with small numbers. What its check must refuse is in checks.py. */
export type PythonCase = {
  readonly parameters: Parameters;
  /** What the text of a task's result looks like; null: it returns nothing. */
  readonly result: ((task: number) => RegExp) | null;
};

const hash = /^'[0-9a-f]{64}'$/;

/** A line for every file in `workloads/python/`. */
export const pythonCases: Readonly<Record<string, PythonCase>> = {
  wait: { parameters: { ms: 20 }, result: (task) => new RegExp(`^${task}$`) },
  compute: { parameters: { numbers: 1001 }, result: () => /^333833500$/ },
  noop: { parameters: {}, result: null },
  connections: { parameters: { ms: 20, bytes: 500 }, result: () => /^[5-9]\d\d$/ },
  files: { parameters: { kilobytes: 4, files: 3 }, result: () => hash },
  hash: { parameters: { what: 'scrypt', calls: 2, iterations: 1, kilobytes: 64 }, result: () => hash },
  queries: { parameters: { queries: 2, rows: 2000 }, result: () => /^\['de \d+ \d+, / },
  memory: { parameters: { kilobytes: 16, ms: 400 }, result: () => /^\(\d+\.\d+, \d+\.\d+\)$/ },
  transfer: {
    parameters: { how: 'shared_memory', kilobytes: 4 },
    result: (task) => new RegExp(`^{'offset': ${task * 4096}, 'packMs': [\\d.e-]+, 'workMs': [\\d.e-]+}$`),
  },
  server: {
    parameters: { rate: 500, light: 0.5, waitMs: 1, rows: 500, pixels: 8, connections: 8 },
    result: () => /^'(?:fine|page [0-7]: [0-9a-f]{16})'$/,
  },
  'blocked-loop': { parameters: { how: 'executor', ms: 20 }, result: () => /^\d+\.\d+$/ },
  race: {
    parameters: { how: 'lock', updates: 2000 },
    result: () => /^{'fromMs': [\d.]+, 'toMs': [\d.]+, 'updates': 2000}$/,
  },
  pools: {
    parameters: { what: 'chunks', calls: 20 },
    result: () => /^{'chunkedMs': [\d.e-]+, 'singleMs': [\d.e-]+}$/,
  },
  unpicklable: {
    parameters: { what: 'plain', ms: 5 },
    result: () => /^{'born': datetime\.date\(1815, 12, 10\), 'bytes': b'/,
  },
};
