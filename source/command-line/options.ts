import meow from 'meow';
import ms from 'ms';
import { bys } from '../catalog/by.ts';
import { mostTasks } from '../catalog/make-plan.ts';
import { names as surfaces } from '../catalog/refusal.ts';
import { suggest } from '../catalog/suggest.ts';
import { mostRuns } from '../comparison/plan-comparison.ts';
import { count } from '../format.ts';
import { mostLibuvThreads, runtimeIds, startMethods } from '../protocol/plan.ts';
import type { Options } from './command-line.ts';
import { helpText } from './help.ts';
import { assignments, lanesByModel, names } from './lists.ts';
import { readRate } from './rate.ts';
import { UsageError, usageError } from './usage-error.ts';

const flags = {
  model: { type: 'string', shortFlag: 'm' },
  tasks: { type: 'string', shortFlag: 't' },
  concurrency: { type: 'string', shortFlag: 'c' },
  inputs: { type: 'string' },
  set: { type: 'string', isMultiple: true },
  timeout: { type: 'string' },
  seed: { type: 'string' },
  pool: { type: 'string' },
  poolProcesses: { type: 'string' },
  runtime: { type: 'string' },
  python: { type: 'string' },
  startMethod: { type: 'string' },
  libuvThreads: { type: 'string' },
  models: { type: 'string' },
  runtimes: { type: 'string' },
  rate: { type: 'string' },
  runs: { type: 'string' },
  answer: { type: 'string', isMultiple: true },
  list: { type: 'boolean' },
  measure: { type: 'boolean' },
  budget: { type: 'string' },
  maxCalls: { type: 'string' },
  by: { type: 'string' },
  check: { type: 'boolean' },
  plain: { type: 'boolean' },
  json: { type: 'boolean' },
  markdown: { type: 'boolean' },
  code: { type: 'string' },
  events: { type: 'string' },
  showOutput: { type: 'boolean' },
  fps: { type: 'string' },
  ascii: { type: 'boolean' },
  sample: { type: 'string' },
  stacks: { type: 'boolean' },
  help: { type: 'boolean', shortFlag: 'h' },
  version: { type: 'boolean' },
} as const;

/** Reads the command line. Throws a `UsageError` in one line for whatever cannot be meant. */
export function readOptions(argv: readonly string[]): Options {
  const cli = parse(attachDashes(argv));
  refuseUnknown(Object.keys(cli.unnormalizedFlags));
  refuseMisused(argv, { set: cli.flags.set?.length ?? 0, answer: cli.flags.answer?.length ?? 0 });
  const given = cli.flags;
  // Of this one only the opposite says anything.
  const { stacks: _, ...rest } = given;
  if (given.json && given.markdown) throw new UsageError('--json and --markdown exclude each other');
  const perModel = lanesByModel(cli.input[0], text('concurrency', given.concurrency));
  const stacks = !argv.includes('--no-stacks');
  const isGiven = (value: unknown) =>
    value !== undefined && value !== false && !(Array.isArray(value) && value.length === 0);
  return {
    given: [
      ...Object.entries(rest).flatMap(([name, value]) => (isGiven(value) ? [dashed(name)] : [])),
      ...(stacks ? [] : ['no-stacks']),
    ],
    command: cli.input[0],
    words: cli.input.slice(1),
    choice: {
      runtime: oneOf('runtime', runtimeIds, text('runtime', given.runtime)),
      python: text('python', given.python),
      startMethod: oneOf('startMethod', startMethods, text('start-method', given.startMethod)),
      model: text('model', given.model),
      tasks: wholeNumber('tasks', given.tasks),
      ratePerSecond: readRate(text('rate', given.rate)),
      concurrency: perModel === null ? wholeNumber('concurrency', given.concurrency) : undefined,
      timeLimitMs: duration('timeLimitMs', given.timeout),
      seed: wholeNumber('seed', given.seed),
      poolThreads: wholeNumber('poolThreads', given.pool),
      poolProcesses: wholeNumber('poolProcesses', given.poolProcesses),
      libuvThreads: wholeNumber('libuvThreads', given.libuvThreads),
      parameters: assignments('set', given.set ?? []),
    },
    inputs: inputs(text('inputs', given.inputs), cli.input.slice(2)),
    models: names(text('models', given.models)),
    runtimes: given.runtimes ?? null,
    runs: given.runs === 'auto' ? null : (wholeNumber('runs', given.runs) ?? null),
    lanes: perModel ?? {},
    answers: assignments('answer', given.answer ?? []),
    list: given.list ?? false,
    // The parser says false where nothing was said, too.
    measure: given.measure || (argv.includes('--no-measure') ? false : null),
    budgetMs: duration('budgetMs', given.budget) ?? null,
    maxCalls: wholeNumber('maxCalls', given.maxCalls) ?? null,
    by: oneOf('by', bys, text('by', given.by)) ?? null,
    check: given.check ?? false,
    plain: given.plain ?? false,
    json: given.json ?? false,
    markdown: given.markdown ?? false,
    code: given.code ?? null,
    events: text('events', given.events) ?? null,
    showOutput: given.showOutput ?? false,
    framesPerSecond: framesPerSecond(wholeNumber('framesPerSecond', given.fps)),
    ascii: given.ascii ?? false,
    sampleIntervalMs: sampleInterval(text('sample', given.sample)),
    stacks,
    help: given.help ?? false,
    version: given.version ?? false,
  };
}

/** The parser's `libuvThreads` is `libuv-threads` to people. */
const dashed = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** A pattern without quotes is many words: the shell puts the files in its place. */
function inputs(value: string | undefined, surplus: readonly string[]): string | null {
  if (value !== undefined && surplus.length > 0)
    throw usageError('inputs', 'takes one file', "put a pattern in quotes: --inputs 'data/*.csv'");
  return value ?? null;
}

function parse(argv: string[]) {
  try {
    return meow(helpText, {
      importMeta: import.meta,
      argv,
      // Said here, so that no file is read for it, and so that mistakes are one line with a suggestion.
      pkg: { name: 'heddle', version: '' },
      autoHelp: false,
      autoVersion: false,
      allowUnknownFlags: true,
      flags,
    });
  } catch (cause) {
    // A flag that can be set only once: the parser says so in a sentence of its own.
    const flag = /--[\w-]+/.exec((cause as Error).message)?.[0] ?? '';
    throw new UsageError(`${dashed(flag)} was given more than once`, { cause });
  }
}

/** `--events -` names standard output; the parser would take the dash for a word of its own. */
function attachDashes(argv: readonly string[]): string[] {
  const at = argv.indexOf('--events');
  return at >= 0 && argv[at + 1] === '-' ? argv.toSpliced(at, 2, '--events=-') : [...argv];
}

function refuseUnknown(names: readonly string[]): void {
  const known = Object.keys(flags).map(dashed);
  const short: string[] = Object.values(flags).flatMap((flag) =>
    'shortFlag' in flag ? [flag.shortFlag] : [],
  );
  for (const name of names.map(dashed)) {
    if (known.includes(name) || short.includes(name)) continue;
    const given = `${name.length === 1 ? '-' : '--'}${name}`;
    const begun = known.filter((flag) => flag.startsWith(name));
    const meant = suggest(begun.length === 1 ? begun[0]! : name, known, (flag) => `--${flag}`);
    throw new UsageError(`unknown option ${given}${meant}; heddle --help lists all options`);
  }
}

/** What the parser lets pass in silence: a switch with a value, and an assignment without one. */
function refuseMisused(argv: readonly string[], assignments: Readonly<Record<string, number>>): void {
  for (const word of argv) {
    const [flag, value] = word.split('=');
    const known = Object.entries(flags).find(([name]) => flag === `--${dashed(name)}`);
    if (known?.[1].type === 'boolean' && value !== undefined) throw new UsageError(`${flag} takes no value`);
  }
  for (const [flag, count] of Object.entries(assignments)) {
    const given = argv.filter((word) => word === `--${flag}` || word.startsWith(`--${flag}=`)).length;
    if (given > count) throw new UsageError(`--${flag} needs name=value`);
  }
}

function text(name: string, value: string | string[] | undefined): string | undefined {
  if (Array.isArray(value)) throw new UsageError(`--${name} was given more than once`);
  if (value === '') throw new UsageError(`--${name} needs a value`);
  return value;
}

const mostFrames = 30;

/** What is right for each of them. The most at once and in the pool depends on the model, which is not known here. */
const rangeOf = {
  tasks: `from 1 to ${count(mostTasks)}`,
  concurrency: 'of 1 or more',
  seed: 'of 0 or more',
  poolThreads: 'of 1 or more',
  poolProcesses: 'of 1 or more',
  libuvThreads: `from 1 to ${mostLibuvThreads}`,
  runs: `from 1 to ${mostRuns}, or auto`,
  maxCalls: 'of 1 or more',
  framesPerSecond: `from 1 to ${mostFrames}`,
};

function wholeNumber(field: keyof typeof rangeOf, value: string | string[] | undefined): number | undefined {
  const given = text(surfaces[field].flag.slice(2), value);
  if (given === undefined) return undefined;
  if (!/^\d[\d_]*$/.test(given))
    throw usageError(field, `is "${given}"`, `it must be a whole number ${rangeOf[field]}`);
  return Number(given.replaceAll('_', ''));
}

type Duration = 'timeLimitMs' | 'sampleIntervalMs' | 'budgetMs';

function oneOf<const T extends string>(
  field: 'by' | 'runtime' | 'startMethod',
  words: readonly T[],
  value: string | undefined,
): T | undefined {
  if (value === undefined) return undefined;
  const found = words.find((word) => word === value.toLowerCase());
  if (found) return found;
  throw usageError(field, `is "${value}"`, `it must be one of ${words.join(', ')}`);
}

/** `30s`, `5m`, `500ms`; a bare number counts seconds. */
function duration(field: Duration, given: string | undefined): number | undefined {
  const value = text(surfaces[field].flag.slice(2), given);
  if (value === undefined) return undefined;
  const parsed = /^\d+(\.\d+)?$/.test(value) ? Number(value) * 1000 : ms(value as ms.StringValue);
  if (parsed === undefined || Number.isNaN(parsed) || parsed < 1)
    throw usageError(field, `is "${value}"`, 'it must be a time such as 30s, 5m or 500ms');
  return parsed;
}

/** More often than this the sampling would be what is measured. */
const shortestSampleMs = 20;

function sampleInterval(value: string | undefined): number | null | undefined {
  if (value === 'off') return null;
  const interval = duration('sampleIntervalMs', value);
  if (interval === undefined || interval >= shortestSampleMs) return interval;
  throw usageError('sampleIntervalMs', `is "${value}"`, `it must be ${shortestSampleMs}ms or longer, or off`);
}

function framesPerSecond(value: number | undefined): number | null {
  if (value === undefined) return null;
  if (value >= 1 && value <= mostFrames) return value;
  const right = `it must be a whole number ${rangeOf.framesPerSecond}`;
  throw usageError('framesPerSecond', `is ${value}`, right);
}
