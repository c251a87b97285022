/** What each part may import of ours, beside itself. `format`, `ascii` and `machine` are small parts that others share. */
export const allowed: Record<string, readonly string[]> = {
  protocol: [],
  machine: ['protocol'],
  format: ['protocol'],
  ascii: [],
  load: ['protocol'],
  // The text of a file that calls one function of a person's program.
  harness: [],
  catalog: ['protocol', 'format', 'load'],
  session: ['protocol', 'catalog', 'load'],
  findings: ['harness', 'protocol', 'catalog', 'session', 'format'],
  statistics: [],
  comparison: ['protocol', 'catalog', 'session', 'statistics', 'format'],
  work: ['protocol', 'catalog', 'session', 'statistics', 'format'],
  answer: [
    'protocol',
    'catalog',
    'session',
    'statistics',
    'comparison',
    'findings',
    'runner',
    'work',
    'format',
  ],
  claims: ['protocol', 'catalog', 'session', 'findings', 'format'],
  guide: [
    'protocol',
    'catalog',
    'session',
    'statistics',
    'comparison',
    'findings',
    'work',
    'answer',
    'claims',
    'format',
  ],
  table: ['protocol', 'catalog', 'session', 'claims', 'format'],
  tour: ['protocol', 'catalog', 'session', 'claims', 'format'],
  telemetry: ['protocol', 'machine'],
  // What watches from outside the loop, for engines of any runtime.
  watcher: ['protocol', 'machine', 'telemetry'],
  // How it is told of an interpreter of Python, from outside, what holds its loop.
  whereabouts: ['protocol', 'machine', 'telemetry'],
  // How a thread of Node.js looks at the stack of another one.
  looks: ['protocol', 'machine', 'telemetry'],
  // What runs inside of a program that is watched.
  probe: ['protocol', 'machine', 'telemetry', 'watcher', 'looks'],
  // The thread that sends requests to it.
  sender: ['protocol', 'machine', 'load', 'telemetry'],
  // The host's side of it.
  watch: ['protocol', 'machine', 'telemetry', 'watcher', 'whereabouts', 'probe', 'sender', 'launch'],
  engine: ['protocol', 'catalog', 'machine', 'load', 'telemetry', 'watcher', 'looks'],
  python: ['protocol', 'catalog', 'machine', 'load', 'telemetry', 'watcher', 'whereabouts'],
  launch: ['protocol', 'catalog', 'machine'],
};
/** What a run, a comparison and an answer say, in whatever form. */
const told = Object.keys(allowed).filter(
  (part) =>
    ![
      'machine',
      'load',
      'telemetry',
      'watcher',
      'looks',
      'whereabouts',
      'probe',
      'sender',
      'watch',
      'engine',
      'python',
      'launch',
    ].includes(part),
);
allowed.runner = ['protocol', 'session'];
allowed.ui = [...told, 'runner'];
allowed.plain = told;
// What is printed for scripts, for the build and for tests: nothing that runs loads it.
allowed.schemas = ['protocol', 'catalog', 'findings', 'claims', 'guide', 'work', 'answer', 'table', 'plain'];
allowed.host = [
  'harness',
  'protocol',
  'answer',
  'catalog',
  'machine',
  'launch',
  'session',
  'runner',
  'table',
  'plain',
  'format',
  'ascii',
];
const below = Object.keys(allowed).filter(
  (part) =>
    ![
      'engine',
      'python',
      'watcher',
      'looks',
      'whereabouts',
      'probe',
      'sender',
      'telemetry',
      'schemas',
    ].includes(part),
);
allowed['command-line'] = ['protocol', 'catalog', 'comparison', 'format'];
allowed.app = [...below, 'command-line'];
allowed.commands = [...below, 'command-line', 'app'];
