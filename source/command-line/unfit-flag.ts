import type { Field } from '../catalog/refusal.ts';
import { UsageError } from './usage-error.ts';

/** What of a wish a flag is about; of the others the command line itself is wrong. */
const fields: Readonly<Record<string, Field>> = {
  model: 'model',
  models: 'models',
  tasks: 'tasks',
  inputs: 'inputs',
  concurrency: 'concurrency',
  pool: 'poolThreads',
  'pool-processes': 'poolProcesses',
  runtime: 'runtime',
  runtimes: 'runtimes',
  python: 'python',
  'start-method': 'startMethod',
  'libuv-threads': 'libuvThreads',
  rate: 'ratePerSecond',
  runs: 'runs',
  budget: 'budgetMs',
  by: 'by',
  set: 'parameters',
  answer: 'answers',
  code: 'code',
  events: 'events',
  timeout: 'timeLimitMs',
  seed: 'seed',
  pid: 'pid',
  for: 'forMs',
  profile: 'profileMs',
  output: 'output',
  load: 'load',
  'load-port': 'loadPort',
  fps: 'framesPerSecond',
  sample: 'sampleIntervalMs',
};

/**
 * A flag that a command does not have. `takers`: the commands that have it, one at least. `model`: what was given to
 * `--model`, if anything.
 */
export function unfitFlag(
  flag: string,
  command: string,
  takers: readonly string[],
  model: string | undefined,
): UsageError {
  const all = new Intl.ListFormat('en-GB').format(takers);
  const problem = `--${flag} is not an option of ${command} (${all} ${takers.length === 1 ? 'has' : 'have'} it)`;
  const instead =
    flag === 'model' && command === 'compare'
      ? `name the models to compare: --models ${model}`
      : flag === 'models' && command === 'run'
        ? 'name one model with --model, or use heddle compare'
        : null;
  const line = instead === null ? problem : `${problem}; ${instead}`;
  const field = fields[flag];
  return field === undefined
    ? new UsageError(line)
    : new UsageError(line, { refusal: { field, problem, remedy: instead } });
}
