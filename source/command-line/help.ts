import { bys } from '../catalog/by.ts';
import { usualRuntime } from '../catalog/runtimes/index.ts';

const { models, usual } = usualRuntime;
const anyOf = (names: readonly string[]) => `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
const modelNames = anyOf(models.map(({ id }) => id));

const usage: readonly (readonly [command: string, takes: string, does: string])[] = [
  ['', '', 'open the lab: choose, run and watch'],
  ['run', '<workload|file>', 'run it: live on a terminal, else as text'],
  ['compare', '<workload|file>', 'run it under all models; a verdict'],
  ['decide', '[workload|file]', 'measure your file: which model, and why'],
  ['guide', '[workload|file]', 'answer questions on a screen, get a model'],
  ['list', '', 'all models and all workloads'],
  ['claims', '[ID]', 'statements that this machine can check'],
  ['table', '', 'all models compared: claimed and measured'],
  ['tour', '[CHAPTER]', 'short chapters that run (1 to 9)'],
];

/** A flag: how it is written, what it means everywhere, and what it means in some command alone. */
type Flag = { name: string; text: string; of?: Readonly<Record<string, string>> };

const numbers: readonly Flag[] = [
  {
    name: '--model, -m NAME',
    text: `${modelNames}\n(${usual})`,
    of: { list: `show the card of one model:\n${modelNames}` },
  },
  {
    name: '--models A,B',
    text: 'compare: only these models (all that can run it)',
    of: { compare: 'only these models (all that can run it)' },
  },
  {
    name: '--runtimes [A,B]',
    text: 'compare: under node, python, or 3.8,3.13 (one)\nlist: show Node.js and every Python that is found',
    of: {
      list: 'show what can run your work: Node.js, and every\nPython that is found',
      compare: 'side by side: node,python, or versions of Python\nsuch as 3.8,3.13 (only one runtime)',
    },
  },
  {
    name: '--runs N',
    text: 'compare: runs per model (auto: until it is clear)',
    of: { compare: 'runs per model (auto: until it is clear)' },
  },
  { name: '--tasks, -t N', text: "how many tasks (the workload's default)" },
  {
    name: '--rate N/s',
    text: 'tasks arrive at random moments, 50/s or 3000/m;\nlatency counts from then (all are due at once)',
  },
  {
    name: '--inputs FILE',
    text: "one input per task: lines of a file, JSON Lines,\na JSON array, or paths of files: 'data/*.csv'",
  },
  {
    name: '--concurrency, -c N',
    text: "how many at once: promises, threads or processes\n(the model's default)",
    of: {
      compare: "how many at once, for all models or each:\nasync=500,threads=4 (the model's default)",
    },
  },
  { name: '--runtime NAME', text: 'node or python (that of your file, else node)' },
  {
    name: '--python WHICH',
    text: 'a path, a command or a version such as 3.13\n(that of your file, else python3)',
  },
  {
    name: '--start-method M',
    text: 'Python: start processes by fork, spawn or\nforkserver (as that version does it)',
  },
  { name: '--set KEY=VALUE', text: 'set a parameter of the workload; may be repeated' },
  { name: '--timeout TIME', text: 'stop the tasks after 30s, 5m or 500ms (never)' },
  { name: '--pool N', text: 'hybrid: threads behind the loop, for parts\n(about the number of cores)' },
  { name: '--pool-processes N', text: 'Python, hybrid: processes behind the loop' },
  { name: '--libuv-threads N', text: "size of libuv's pool: fs, dns, crypto, zlib (4)" },
  { name: '--seed N', text: 'seed for workloads that use random numbers (1)' },
];

const questions: readonly Flag[] = [
  {
    name: '--answer KEY=VALUE',
    text: 'decide, guide: answer a question; may be repeated',
    of: { decide: 'answer a question; may be repeated', guide: 'answer a question; may be repeated' },
  },
  {
    name: '--list',
    text: 'decide: list all questions and their answers',
    of: { decide: 'list all questions and their answers' },
  },
  {
    name: '--measure',
    text: 'decide: measure (a file of yours always is;\n--no-measure only asks)\ntable: measure every cell now',
    of: {
      decide: 'measure (a file of yours always is;\n--no-measure only asks)',
      table: 'measure every cell now',
    },
  },
  {
    name: '--budget TIME',
    text: 'decide, compare: how long measuring may take\n(30s, 2m)',
    of: { decide: 'how long measuring may take (30s)', compare: 'how long the runs may take (2m)' },
  },
  {
    name: '--max-calls N',
    text: 'decide: most calls of your function (no limit)',
    of: { decide: 'most calls of your function (no limit)' },
  },
  {
    name: '--by FIGURE',
    text: `decide, compare: by ${anyOf(bys)}`,
    of: { decide: `judge by ${anyOf(bys)} (time)`, compare: `judge by ${anyOf(bys)} (time)` },
  },
  {
    name: '--code [FILE]',
    text: 'decide: show the program for it, or write it',
    of: { decide: 'show the program for it, or write it' },
  },
  {
    name: '--check',
    text: 'claims: run the quick ones and judge them',
    of: { claims: 'run the quick ones, or the one named, and judge' },
  },
];

const looks: readonly Flag[] = [
  { name: '--plain', text: 'as text: progress on stderr, the result on stdout' },
  { name: '--json', text: 'as one JSON document on stdout' },
  { name: '--markdown', text: 'as a Markdown page on stdout, for a pull request' },
  {
    name: '--show-output',
    text: 'as text: also show what your code prints',
    of: { run: 'as text: show what your code prints, on stderr' },
  },
  { name: '--events FILE', text: 'write all events as NDJSON; - for stdout' },
  { name: '--sample TIME', text: 'how often to sample CPU, memory and lag, or off\n(250ms)' },
  { name: '--no-stacks', text: 'do not look for the line that freezes a loop' },
  { name: '--fps N', text: 'frames per second on the screen (4; over SSH 2)' },
  { name: '--ascii', text: 'only ASCII characters' },
];

const sections: readonly (readonly [heading: string, flags: readonly Flag[]])[] = [
  ['What to run', numbers],
  ['What to ask', questions],
  ['How to show it', looks],
];

const examples: readonly string[] = [
  'heddle decide ./my-work.ts',
  'heddle run ./my-work.ts -m threads --rate 50/s',
  'heddle run compute --model threads --concurrency 2',
  'heddle run wait -m async -t 10000 --set ms=500',
  'heddle compare wait --models async,threads --set ms=50',
  'heddle decide --answer cpu=yes --answer runtime=node',
  'heddle run ./my-work.ts -m processes --json',
  'heddle decide ./my-work.ts --tasks 500 --by memory',
  'heddle guide ./my-work.ts',
  'heddle list --model threads',
  'heddle compare wait --runtimes node,python',
  'heddle list --runtimes',
  'heddle claims --check',
  'heddle table --measure',
  'heddle tour',
];

/** Each with the commands that can end with it; null: all. */
const exitCodes: readonly (readonly [code: string, commands: readonly string[] | null])[] = [
  ['0 done', null],
  ['1 a task or a check failed, or a crash', ['run', 'compare']],
  ['1 a run failed', ['claims', 'decide', 'guide', 'table', 'tour']],
  ['2 wrong usage', null],
  ['3 one more answer is needed, or it cannot tell', ['decide', 'guide']],
  ['124 timed out', ['run', 'compare']],
  ['130 cancelled', ['run', 'compare', 'decide', 'guide', 'claims', 'table', 'tour']],
];

const flagWidth = 28;
const usageWidth = 38;
const row = (left: string, text: string, width: number) =>
  text.split('\n').map((line, at) => `${at === 0 ? left.padEnd(width) : ' '.repeat(width)}${line}`.trimEnd());
const nameOf = ({ name }: Flag) => /--([a-z-]+)/.exec(name)![1]!;

/** All of it, for `heddle --help`. */
export const helpText = page({
  usage,
  sections,
  examples: examples.slice(0, 6),
  codes: [
    '0 done',
    '1 a task, a check or a run failed',
    '2 wrong usage',
    '3 one more answer is needed, or decide cannot tell',
    '124 timed out',
    '130 cancelled',
  ],
  end: 'heddle COMMAND --help describes one command alone.',
});

/** The help of one command: its usage, the flags it takes under their headings, its examples and its exit codes. */
export function helpOf(command: string, flags: readonly string[]): string {
  return page({
    usage: usage.filter(([name]) => name === command),
    sections: sections.map(([heading, all]) => [
      heading,
      all.flatMap((flag) =>
        flags.includes(nameOf(flag)) ? [{ ...flag, text: flag.of?.[command] ?? flag.text }] : [],
      ),
    ]),
    examples: examples.filter((example) => example.startsWith(`heddle ${command}`)),
    codes: exitCodes.flatMap(([code, commands]) => ((commands?.includes(command) ?? true) ? [code] : [])),
    end: null,
  });
}

type Page = {
  usage: typeof usage;
  sections: typeof sections;
  examples: readonly string[];
  codes: readonly string[];
  end: string | null;
};

function page({ usage, sections, examples, codes, end }: Page): string {
  const blocks = [
    [
      'Usage',
      usage.flatMap(([command, takes, does]) =>
        row(['    $ heddle', command, takes].join(' ').trimEnd(), does, usageWidth),
      ),
    ],
    ...sections.map(([heading, flags]) => [
      heading,
      flags.flatMap(({ name, text }) => row(`    ${name}`, text, flagWidth)),
    ]),
    ['Examples', examples.map((example) => `    $ ${example}`)],
    ['Exit codes', codes.map((code) => `    ${code.replace(' ', ' '.repeat(5 - code.indexOf(' ')))}`)],
  ] as const;
  const told = blocks
    .filter(([, rows]) => rows.length > 0)
    .map(([heading, rows]) => [`  ${heading}`, ...rows].join('\n'));
  return `${[...told, ...(end === null ? [] : [`  ${end}`])].join('\n\n')}\n`;
}
