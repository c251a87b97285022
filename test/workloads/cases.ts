import { modelIdsOf } from '../../source/catalog/models.ts';
import type { ModelId, Parameters } from '../../source/protocol/plan.ts';

/** What a check is given: the results by task (undefined: it failed), parameters, what set-up returned. */
export type Checked = readonly [results: readonly unknown[], parameters?: Parameters, shared?: unknown];

/** How a workload is tried: run under every model with small numbers, and its check with results by hand. */
export type WorkloadCase = {
  readonly parameters: Parameters;
  /** What the text of a task's result looks like; null: it returns nothing. */
  readonly result: ((task: number) => RegExp) | null;
  /** Where it does not run under all of them. */
  readonly models?: readonly ModelId[];
  /** What its check refuses; null: it has none. That it takes what is right is seen in every run. */
  readonly wrong: readonly Checked[] | null;
  /** Odd results that are right all the same. */
  readonly right?: readonly Checked[];
};

const hash = /^'[0-9a-f]{64}'$/;
/** What two tasks of race leave behind that counted to five each. */
const fives = [
  { updates: 5, fromMs: 0, toMs: 1 },
  { updates: 5, fromMs: 0, toMs: 1 },
];
const counted = (got: number) => ({ counter: { value: Int32Array.of(got) } });
const answers = { answers: { 0: 'a', 5: 'b', 10: 'c' } };

/** A line for every file in `workloads/`. */
export const cases: Readonly<Record<string, WorkloadCase>> = {
  wait: {
    parameters: { ms: 20 },
    result: (task) => new RegExp(`^${task}$`),
    wrong: [[[0, 2, 1]], [[0, undefined, 2]]],
  },
  compute: {
    parameters: { numbers: 1001 },
    result: () => /^333833500$/,
    wrong: [[[5, 6], { numbers: 3 }]],
    right: [[[5, 5], { numbers: 3 }]],
  },
  connections: {
    parameters: { ms: 20, bytes: 500 },
    result: () => /^[5-9]\d\d$/,
    wrong: [[[900, 3], { bytes: 500 }]],
  },
  files: {
    parameters: { kilobytes: 4, files: 3 },
    result: () => hash,
    wrong: [[['a', 'a', 'a'], {}, { hashes: ['a', 'b'] }]],
  },
  noop: { parameters: {}, result: null, wrong: null },
  hash: {
    parameters: { what: 'scrypt', calls: 2, iterations: 1, kilobytes: 64 },
    result: () => hash,
    wrong: [[['a', 'b'], {}, { expected: 'a' }]],
    right: [[['a', undefined, 'a'], {}, { expected: 'a' }]],
  },
  image: {
    parameters: { side: 20, passes: 1, images: 2 },
    result: () => hash,
    wrong: [[['b', 'b'], {}, { hashes: ['a', 'b'] }]],
    right: [[['a', undefined, 'a', 'b'], {}, { hashes: ['a', 'b'] }]],
  },
  server: {
    parameters: { rate: 500, light: 0.5, waitMs: 1, rows: 500, pixels: 8, connections: 8 },
    result: () => /^'(?:fine|page [0-7]: [0-9a-f]{16})'$/,
    // Nobody listens there, as when the load client is gone.
    wrong: [[['fine'], {}, { controlPort: 1, pages: [] }]],
  },
  queries: {
    parameters: { queries: 2, rows: 2000 },
    result: () => /^\[ 'de \d+ \d+, /,
    wrong: [
      [[['a'], ['a']], { queries: 1 }, answers],
      [[['a'], []], { queries: 1 }, answers],
    ],
    right: [[[['a'], undefined, ['c']], { queries: 1 }, answers]],
  },
  'blocked-loop': {
    parameters: { how: 'offloaded', ms: 20 },
    result: () => /^\d+(\.\d+)?$/,
    wrong: [
      [[100, 40], { ms: 100 }],
      [[100, undefined], { ms: 100 }],
    ],
  },
  race: {
    parameters: { how: 'mutex', updates: 2000 },
    result: () => /^{ updates: 2000, fromMs: [\d.]+, toMs: [\d.]+ }$/,
    models: modelIdsOf('node').filter((model) => model !== 'processes'),
    wrong: [
      [fives, { how: 'mutex', updates: 5 }, counted(9)],
      [fives, { how: 'unlocked', updates: 5 }, counted(11)],
      [fives, { how: 'unlocked', updates: 6 }, counted(9)],
    ],
    right: [[fives, { how: 'unlocked', updates: 5 }, counted(9)]],
  },
  uncloneable: {
    parameters: { what: 'plain', ms: 5 },
    result: () => /^{\s+name: 'Ada',\s+scores: \[ 1, 2, 3 \],\s+born: 1815-12-10T00:00:00.000Z,\s/,
    wrong: [[[{}], { what: 'error' }, { crosses: false }]],
  },
  transfer: {
    parameters: { how: 'transfer', kilobytes: 4 },
    result: () => /^{ workMs: [\d.]+, leftBytes: (null|0|4096), bytes: Uint8Array\(4096\) \[/,
    wrong: [
      [[{ bytes: new Uint8Array(1024) }], { kilobytes: 1 }, { memory: null }],
      [[{ bytes: new Uint8Array(0) }], { kilobytes: 1 }, { memory: null }],
    ],
  },
  memory: {
    parameters: { kilobytes: 16, ms: 400 },
    result: () => /^\[ [\d.]+, [\d.]+ \]$/,
    wrong: [
      [
        [
          [0, 1],
          [1, 2],
        ],
        { kilobytes: 0 },
        { atOnce: 2 },
      ],
      [[[0, 2], [1, 3], undefined], { kilobytes: 0 }, { atOnce: 2 }],
    ],
  },
};
