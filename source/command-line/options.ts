import meow from 'meow';
import { bys } from '../catalog/by.ts';
import { suggest } from '../catalog/suggest.ts';
import { runtimeIds, startMethods } from '../protocol/plan.ts';
import type { Options } from './command-line.ts';
import { helpText } from './help.ts';
import { assignments, lanesByModel, names } from './lists.ts';
import { readRate } from './rate.ts';
import { UsageError, usageError } from './usage-error.ts';
import {
  duration,
  framesPerSecond,
  oneOf,
  profileLength,
  sampleInterval,
  text,
  wholeNumber,
} from './values.ts';

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
  pid: { type: 'string' },
  for: { type: 'string' },
  profile: { type: 'string' },
  output: { type: 'string' },
  load: { type: 'string' },
  loadPort: { type: 'string' },
  yes: { type: 'boolean' },
  help: { type: 'boolean', shortFlag: 'h' },
  version: { type: 'boolean' },
} as const;

/** The parser's `libuvThreads` is `libuv-threads` to people. */
const dashed = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** Those with a word behind them. */
const valued: ReadonlySet<string> = new Set(
  Object.entries(flags).flatMap(([name, { type }]) => (type === 'string' ? [`--${dashed(name)}`] : [])),
);

/**
 * Reads the command line. Throws a `UsageError` in one line for whatever cannot be meant. `flagsOf`: the flags that a command
 * takes; none of another command is what was meant by a slip. Null: it is no command.
 */
export function readOptions(
  all: readonly string[],
  flagsOf: (command: string) => readonly string[] | null = () => null,
): Options {
  // What comes behind belongs to somebody else's program, which has flags of its own.
  const end = all.indexOf('--');
  const argv = end < 0 ? all : all.slice(0, end);
  const cli = parse(attachDashes(argv));
  refuseUnknown(Object.keys(cli.unnormalizedFlags), flagsOf(cli.input[0] ?? ''));
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
    program: end < 0 ? [] : all.slice(end + 1),
    pid: wholeNumber('pid', given.pid) ?? null,
    forMs: duration('forMs', given.for) ?? null,
    profileMs: profileLength(given.profile, given.for),
    output: text('output', given.output) ?? null,
    load: text('load', given.load) ?? null,
    loadPort: wholeNumber('loadPort', given.loadPort) ?? null,
    yes: given.yes ?? false,
    help: given.help ?? false,
    version: given.version ?? false,
  };
}

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

/** `--events -` names standard output, and `--for -1s` is no time; the parser would take `-` and `-1s` for options of their own. */
function attachDashes(argv: readonly string[]): string[] {
  return argv.flatMap((word, at) => {
    const isValue = (value: string | undefined) => value !== undefined && /^-(?:$|[\d.])/.test(value);
    if (isValue(word) && valued.has(argv[at - 1] ?? '')) return [];
    return valued.has(word) && isValue(argv[at + 1]) ? [`${word}=${argv[at + 1]}`] : [word];
  });
}

/** Every command takes these. */
const general: ReadonlySet<string> = new Set(['help', 'version']);

function refuseUnknown(names: readonly string[], taken: readonly string[] | null): void {
  const known = Object.keys(flags).map(dashed);
  const short: string[] = Object.values(flags).flatMap((flag) =>
    'shortFlag' in flag ? [flag.shortFlag] : [],
  );
  for (const name of names.map(dashed)) {
    if (known.includes(name) || short.includes(name)) continue;
    const given = `${name.length === 1 ? '-' : '--'}${name}`;
    const near = taken === null ? known : known.filter((flag) => taken.includes(flag) || general.has(flag));
    const begun = near.filter((flag) => flag.startsWith(name));
    const meant = suggest(begun.length === 1 ? begun[0]! : name, near, (flag) => `--${flag}`);
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
