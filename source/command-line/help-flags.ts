import { bys } from '../catalog/by.ts';
import { usualRuntime } from '../catalog/runtimes/index.ts';

const { models, usual } = usualRuntime;
const anyOf = (names: readonly string[]) => `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
const modelNames = anyOf(models.map(({ id }) => id));

/**
 * A flag: how it is written, what it means everywhere, and, where more is to be said of it there, in some command alone. The
 * text of a flag that one command alone takes begins with that: its own help leaves it out.
 */
export type Flag = { name: string; text: string; of?: Readonly<Record<string, string>> };

export const numbers: readonly Flag[] = [
  {
    name: '--model, -m NAME',
    text: `${modelNames}\n(${usual})`,
    of: { list: `show the card of one model:\n${modelNames}` },
  },
  {
    name: '--models A,B',
    text: 'compare: only these models (all that can run it)',
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

export const questions: readonly Flag[] = [
  {
    name: '--answer KEY=VALUE',
    text: 'decide, guide: answer a question; may be repeated',
    of: { decide: 'answer a question; may be repeated', guide: 'answer a question; may be repeated' },
  },
  {
    name: '--list',
    text: 'decide: list all questions and their answers',
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
  },
  {
    name: '--by FIGURE',
    text: `decide, compare: by ${anyOf(bys)}`,
    of: { decide: `judge by ${anyOf(bys)} (time)`, compare: `judge by ${anyOf(bys)} (time)` },
  },
  {
    name: '--code [FILE]',
    text: 'decide: show the program for it, or write it',
  },
  {
    name: '--check',
    text: 'claims: run the quick ones and judge them',
    of: { claims: 'run the quick ones, or the one named, and judge' },
  },
];

export const programs: readonly Flag[] = [
  {
    name: '--pid N',
    text: 'watch: a process that runs already; it goes on',
    of: { watch: 'a process that runs already, instead of one that\nHeddle starts; it goes on' },
  },
  {
    name: '--yes',
    text: "watch: attach to another user's process, or send\nrequests to one that Heddle has not started",
  },
  {
    name: "--load 'N/s WHAT'",
    text: "watch: send it requests: '50/s GET /path', rising\n'50/s.. GET /path', or '50/s requests.txt'",
    of: {
      watch:
        "send it requests: '50/s GET /path'; '50/s.. GET /x'\nrises until it breaks; '50/s requests.txt'",
    },
  },
  {
    name: '--load-port N',
    text: 'watch: at this port of the program (it has one)',
  },
  {
    name: '--for TIME',
    text: 'watch: for 60s or 10m; a program that Heddle has\nstarted then gets SIGTERM',
    of: { watch: 'for 60s or 10m; a program that Heddle has started\nthen gets SIGTERM (until it ends)' },
  },
  {
    name: '--profile TIME',
    text: 'watch: a .cpuprofile of 10s once it is loaded',
    of: { watch: 'take a CPU profile of 10s or 1m once it is loaded,\ninto a .cpuprofile in this folder' },
  },
  {
    name: '--output FILE',
    text: 'watch: write what the program prints to a file',
  },
];

export const looks: readonly Flag[] = [
  {
    name: '--plain',
    text: 'as text: progress on stderr, the result on stdout',
    of: {
      watch:
        'as text on stderr: stdout is that of the program;\nwith --pid or --output the report is on stdout',
    },
  },
  { name: '--json', text: 'as one JSON document on stdout, also with --plain' },
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
