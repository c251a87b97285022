import { type Flag, looks, numbers, programs, questions } from './help-flags.ts';

const usage: readonly (readonly [command: string, takes: string, does: string])[] = [
  ['', '', 'open the lab: choose, run and watch'],
  ['run', '<workload|file>', 'run it: live on a terminal, else as text'],
  ['compare', '<workload|file>', 'run it under all models; a verdict'],
  ['decide', '[workload|file]', 'measure your file: which model, and why'],
  ['guide', '[workload|file]', 'answer questions on a screen, get a model'],
  ['watch', '[-- <program>]', 'your own program: the line that holds it'],
  ['list', '', 'all models and all workloads'],
  ['claims', '[ID]', 'statements that this machine can check'],
  ['table', '', 'all models compared: claimed and measured'],
  ['tour', '[CHAPTER]', 'short chapters that run (1 to 9)'],
];

const sections: readonly (readonly [heading: string, flags: readonly Flag[]])[] = [
  ['What to run', numbers],
  ['What to ask', questions],
  ['What to watch', programs],
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
  'heddle watch -- node server.js',
  'heddle watch --for 60s --json -- npm start',
  "heddle watch --load '50/s.. GET /users' -- npm start",
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
  ['1 --load found nothing to send to', ['watch']],
  ['… the exit code of the program, where Heddle has started it', ['watch']],
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
        flags.includes(nameOf(flag))
          ? [{ ...flag, text: flag.of?.[command] ?? ownText(flag.text, command) }]
          : [],
      ),
    ]),
    examples: examples.filter((example) => example.startsWith(`heddle ${command}`)),
    codes: exitCodes.flatMap(([code, commands]) => ((commands?.includes(command) ?? true) ? [code] : [])),
    end: null,
  });
}

/** Among all commands it says whose flag it is. */
const ownText = (text: string, command: string) =>
  text.startsWith(`${command}: `) ? text.slice(command.length + 2) : text;

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
