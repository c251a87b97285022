import { usualRuntime } from '../catalog/runtimes/index.ts';

const { models, usual } = usualRuntime;
const anyOf = (names: readonly string[]) => `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;

/** All of it. Of a command its own lines are told; see `helpOf`. */
export const helpText = `  Usage
    $ heddle                             open the lab: choose, run and watch
    $ heddle run <workload|file>         run one workload; live on a terminal, else as text
    $ heddle compare <workload|file>     the same work under several models, with a verdict
    $ heddle guide [workload|file]       questions that lead to a model, and its proof here
    $ heddle decide [workload|file]      the same as text: --answer KEY=VALUE, --list
    $ heddle list                        models and workloads; --model NAME: its card
    $ heddle claims [ID]                 sentences a machine can check; --check runs the quick ones
    $ heddle table                       the models compared, claimed and measured; --measure
    $ heddle tour [CHAPTER]              the whole story in short chapters, each run as you read

  What to run
    --model, -m NAME        ${anyOf(models.map(({ id }) => id))}  (${usual})
    --models A,B            compare: these models                            (all that can)
    --runs N                compare: how often each of them is run           (3)
    --tasks, -t N           how many tasks                                   (the workload's)
    --concurrency, -c N     how many at once: promises, threads or processes (the model's)
    --pool N                threads behind the loop of hybrid, for parts     (about the cores)
    --libuv-threads N       size of libuv's pool: fs, dns, crypto, zlib      (4)
    --set KEY=VALUE         a parameter of the workload; may be given again
    --timeout TIME          stop after 30s, 5m, 500ms                        (never)
    --seed N                seed for workloads that use chance               (1)

  What to ask
    --answer KEY=VALUE      guide, decide: an answer; may be given again
    --list                  decide: all questions with the values they take
    --measure               decide: answer what this machine and a run of a second can;
                            table: measure every cell
    --check                 claims: run them, and say which hold here

  How to see it
    --plain                 as text: progress on stderr, summary on stdout
    --json                  as text: one JSON document on stdout
    --events FILE           write the event stream as NDJSON; - for stdout
    --fps N                 frames a second of the live screen               (4; over SSH 2)
    --ascii                 no characters beyond ASCII
    --sample TIME           how often to sample cpu, memory and lag, or off  (250ms)

  Examples
    $ heddle run compute --model threads --concurrency 2
    $ heddle run wait -m async -t 10000 --set ms=500
    $ heddle run ./my-work.ts -m processes --json
    $ heddle decide --answer cpu=yes --answer runtime=node
    $ heddle compare wait --models async,threads --set ms=50

  Exit codes: 0 done, 1 tasks or check failed, 2 wrong usage, 3 another answer is needed,
  124 timed out, 130 cancelled
`;

/** The help of one command: its usage, the flags it takes under their headings, and the examples of it. */
export function helpOf(command: string, flags: readonly string[]): string {
  const [usage = '', ...sections] = helpText.trimEnd().split('\n\n');
  const isUsage = (row: string) => row.trim().startsWith(`$ heddle ${command}`);
  const isFlag = (row: string) => flags.includes(/--([a-z-]+)/.exec(row)?.[1] ?? '');
  const kept = sections.map((section) => {
    // A flag's second row belongs to its first.
    const [heading = '', ...rows] = section.split(/\n(?! {20})/);
    if (heading.trim().startsWith('Exit codes')) return section;
    const own = rows.filter((row) => (row.trim().startsWith('$') ? isUsage(row) : isFlag(row)));
    return own.length === 0 ? null : [heading, ...own].join('\n');
  });
  const first = ['  Usage', ...usage.split('\n').filter(isUsage)].join('\n');
  return `${[first, ...kept.filter((section) => section !== null)].join('\n\n')}\n`;
}
