import type { Options } from '../command-line/command-line.ts';

export type Command = {
  /** Loaded when it is asked for: none pays for the start of another. */
  load: () => Promise<(options: Options) => Promise<number>>;
  /** The flags it does not ignore. */
  flags: readonly string[];
};

const where = ['runtime', 'python', 'start-method'];
const numbers = [
  ...where,
  'tasks',
  'inputs',
  'rate',
  'concurrency',
  'pool',
  'pool-processes',
  'libuv-threads',
  'set',
  'timeout',
  'seed',
];
const looks = ['plain', 'json', 'ascii'];
const screen = ['fps', 'sample', 'no-stacks'];
const labFlags = ['model', 'events', ...numbers, ...looks, ...screen];
const runFlags = [...labFlags, 'markdown', 'show-output'];
const guideFlags = ['answer', ...where, 'tasks', 'inputs', 'set', 'seed', ...looks, ...screen];

/** Every word that may follow `heddle`: what it needs is in its file. */
export const commands: Readonly<Record<string, Command>> = {
  run: { load: async () => (await import('./run.ts')).run, flags: runFlags },
  compare: {
    load: async () => (await import('./compare.ts')).compare,
    flags: ['models', 'runtimes', 'runs', 'budget', 'by', 'markdown', ...numbers, ...looks, ...screen],
  },
  guide: { load: async () => (await import('./decide.ts')).guide, flags: guideFlags },
  decide: {
    load: async () => (await import('./decide.ts')).decide,
    flags: ['list', 'measure', 'code', 'markdown', 'budget', 'max-calls', 'by', 'rate', ...guideFlags],
  },
  claims: {
    load: async () => (await import('./claims.ts')).claims,
    flags: ['check', 'runtime', 'python', ...looks, 'fps'],
  },
  table: {
    load: async () => (await import('./table.ts')).table,
    flags: ['measure', 'runtime', 'python', ...looks, 'fps'],
  },
  tour: {
    load: async () => (await import('./tour.ts')).tour,
    flags: ['runtime', 'python', 'plain', 'ascii', 'fps'],
  },
  watch: {
    load: async () => (await import('./watch.ts')).watch,
    flags: [
      'pid',
      'yes',
      'for',
      'profile',
      'output',
      'load',
      'load-port',
      'events',
      'plain',
      'json',
      'ascii',
      'fps',
    ],
  },
  list: {
    load: async () => (await import('./list.ts')).list,
    flags: ['model', 'runtime', 'runtimes', 'json', 'ascii'],
  },
};

/** Without a word, on a terminal. */
export const lab: Command = { load: async () => (await import('./lab.ts')).lab, flags: labFlags };
/** Without a word, elsewhere. */
export const demo: Command = {
  load: async () => (await import('./demo.ts')).demo,
  flags: ['plain', 'ascii'],
};
