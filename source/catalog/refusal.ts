/** The places in a wish that have a name of their own. */
export const fields = [
  'runtime',
  'runtimes',
  'python',
  // One that was found, where none was named.
  'interpreter',
  'workload',
  'model',
  'models',
  'tasks',
  'inputs',
  'concurrency',
  'poolThreads',
  'poolProcesses',
  'startMethod',
  'libuvThreads',
  'ratePerSecond',
  'runs',
  'timeLimitMs',
  'budgetMs',
  'maxCalls',
  'by',
  'seed',
  'framesPerSecond',
  'sampleIntervalMs',
  'events',
  'pid',
  'forMs',
  'profileMs',
  'output',
  'load',
  'loadPort',
  'folder',
  'code',
  'parameters',
  'answers',
  // Of the command line: the command itself, and the words behind it.
  'command',
  'claim',
  'chapter',
  'arguments',
] as const;

/** What of a wish a refusal is about: its place in the wish, so that a form or a script finds it. */
export type Field = (typeof fields)[number] | `parameters.${string}` | `answers.${string}`;

/** Why a wish cannot be met as it was put. */
export type Refusal = {
  readonly field: Field;
  /** What is wrong: of a value the rest of a sentence that begins with the field's name (`is 0`), else all of it. */
  readonly problem: string;
  /** What would be right; null where the problem says it. */
  readonly remedy: string | null;
};

/** What was asked for, or why there is no such thing. */
export type Result<T> =
  | { readonly value: T; readonly refusal: null }
  | { readonly value: null; readonly refusal: Refusal };

export function accept<T>(value: T): Result<T> {
  return { value, refusal: null };
}

export function refuse(field: Field, problem: string, remedy: string | null = null): Result<never> {
  return { value: null, refusal: { field, problem, remedy } };
}

/** All that was asked for, or the first refusal. */
export function all<T>(results: readonly Result<T>[]): Result<T[]> {
  const values: T[] = [];
  for (const result of results) {
    if (result.refusal) return result;
    values.push(result.value);
  }
  return accept(values);
}

/** What values are called: as options of the command line, and on a screen. */
export const names = {
  tasks: { flag: '--tasks', title: 'tasks' },
  inputs: { flag: '--inputs', title: 'inputs' },
  concurrency: { flag: '--concurrency', title: 'at once' },
  poolThreads: { flag: '--pool', title: 'pool' },
  poolProcesses: { flag: '--pool-processes', title: 'process pool' },
  startMethod: { flag: '--start-method', title: 'start method' },
  runtime: { flag: '--runtime', title: 'runtime' },
  runtimes: { flag: '--runtimes', title: 'runtimes' },
  python: { flag: '--python', title: 'Python' },
  libuvThreads: { flag: '--libuv-threads', title: 'libuv' },
  ratePerSecond: { flag: '--rate', title: 'rate' },
  runs: { flag: '--runs', title: 'runs' },
  events: { flag: '--events', title: 'events' },
  pid: { flag: '--pid', title: 'process' },
  forMs: { flag: '--for', title: 'time' },
  profileMs: { flag: '--profile', title: 'profile' },
  output: { flag: '--output', title: 'output' },
  load: { flag: '--load', title: 'load' },
  loadPort: { flag: '--load-port', title: 'port' },
  code: { flag: '--code', title: 'code' },
  budgetMs: { flag: '--budget', title: 'budget' },
  maxCalls: { flag: '--max-calls', title: 'calls' },
  by: { flag: '--by', title: 'by' },
  timeLimitMs: { flag: '--timeout', title: 'time limit' },
  seed: { flag: '--seed', title: 'seed' },
  framesPerSecond: { flag: '--fps', title: 'frames' },
  sampleIntervalMs: { flag: '--sample', title: 'sampling' },
} as const;

/** A refusal in one line for the command line: `--concurrency is 0; it must be …`. */
export function inFlags(refusal: Refusal): string {
  return sentence(refusal, 'flag');
}

/** A refusal in one line for a screen: `at once is 0; it must be …`. */
export function onScreen(refusal: Refusal): string {
  return sentence(refusal, 'title');
}

function sentence({ field, problem, remedy }: Refusal, surface: 'flag' | 'title'): string {
  const name = field in names ? names[field as keyof typeof names][surface] : ofOwnName(field);
  return `${name === null ? '' : `${name} `}${problem}${remedy === null ? '' : `; ${remedy}`}`;
}

/** Parameters and answers are called by the workload and the guide: `parameters.ms` is `ms`. */
function ofOwnName(field: Field): string | null {
  const dot = field.indexOf('.');
  return dot < 0 ? null : field.slice(dot + 1);
}
