import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { heddle, startHeddle } from './helpers/heddle.ts';
import { untilNoneOf } from './helpers/processes.ts';
import { fixture } from './helpers/sandbox.ts';

/** What is asked for, and what the one line about it must say. */
const mistakes: [args: string, says: RegExp][] = [
  ['lst', /unknown command "lst" \(did you mean "list"\?\)/],
  ['frobnicate', /unknown command "frobnicate"; commands: run, compare, .*list/],
  ['constructor', /unknown command "constructor"/],
  ['wait', /^heddle: "wait" is not a command; to run it: heddle run wait$/m],
  ['./mine.ts', /"\.\/mine\.ts" is not a command; to run it: heddle run \.\/mine\.ts/],
  ['list wait', /unexpected argument "wait"; list takes none/],
  ['list --tasks 3', /--tasks is not an option of list \(run, compare, guide and decide have it\)$/m],
  ['list --model asink', /unknown model "asink" \(did you mean "async"\?\)/],
  ['claims nothing', /there is no claim "nothing"; heddle claims lists them/],
  ['table wait', /unexpected argument "wait"; table takes none/],
  [
    'compare wait --model async',
    /--model is not an option of compare .*; name the models to compare: --models async$/m,
  ],
  ['frobnicate --help', /unknown command "frobnicate"; commands: run/],
  ['help lst', /unknown command "lst" \(did you mean "list"\?\)/],
  ['--tasks 3', /--tasks is not an option of heddle without a terminal \(run, compare.* have it\)/],
  ['--json', /--json is not an option of heddle without a terminal/],
  ['run', /run needs a workload or a file; heddle list shows the workloads/],
  ['run wait compute', /unexpected argument "compute"; run takes one workload or file/],
  ['run wiat', /unknown workload "wiat" \(did you mean "wait"\?\).*compute/],
  ['run toString', /unknown workload "toString"/],
  ['run wait -m thraeds', /unknown model "thraeds" \(did you mean "threads"\?\)/],
  ['run wait -m constructor', /unknown model "constructor"; models: sequential, async/],
  ['run wait --modle async', /unknown option --modle \(did you mean --model\?\)/],
  ['run wait -x', /unknown option -x; heddle --help/],
  ['run wait -v', /unknown option -v \(did you mean --version\?\)/],
  // Of another command alone.
  ['watch --nope', /unknown option --nope; heddle --help lists/],
  ['watch --fro 3s', /unknown option --fro \(did you mean --for\?\)/],
  ['run wait --conc 2', /unknown option --conc \(did you mean --concurrency\?\)/],
  ['run wait -m promise', /unknown model "promise" \(did you mean "async"\?\)/],
  ['run wait -m async -m threads', /--model was given more than once/],
  ['run wait --model', /--model needs a value/],
  ['run wait --json=maybe', /--json takes no value/],
  ['run wait -t 0', /--tasks is 0; .* whole number from 1 to 1,000,000/],
  ['run wait -t 1000001', /--tasks is 1000001; .* from 1 to 1,000,000/],
  ['run wait -t 1.5', /--tasks is "1.5"; it must be a whole number from 1 to 1,000,000$/m],
  ['run wait -t -3', /--tasks is "-3"/],
  ['run wait -t ten', /--tasks is "ten"/],
  ['run wait -c 0', /--concurrency is 0; .* from 1 to 1,000,000 under async/],
  ['run wait -m threads -c 5000', /--concurrency is 5000; .* from 1 to 1024 under threads/],
  ['run wait -m sequential -c 2', /--concurrency is 2; it must be 1 under sequential/],
  ['run wait --set ms', /--set is "ms"; it must be name=value/],
  ['run wait --set', /--set needs name=value/],
  ['run wait --set sm=3', /wait has no parameter "sm" \(did you mean "ms"\?\); its parameters: ms/],
  ['run wait --set __proto__=3', /wait has no parameter "__proto__"/],
  ['run noop --set ms=3', /noop has no parameter "ms"; it has no parameters/],
  ['run wait --set ms=-1', /ms is "-1"; it must be a number from 0 to 600,000 ms/],
  ['run wait --set ms=', /ms is ""; it must be a number/],
  ['run wait --set ms=NaN', /ms is "NaN"; it must be a number/],
  ['run compute --set numbers=2.5', /numbers is "2.5"; it must be a whole number/],
  ['run wait --timeout soon', /--timeout is "soon"; it must be a time such as 30s/],
  ['run wait --timeout 0', /--timeout is "0"/],
  ['run wait --seed x', /--seed is "x"/],
  ['run wait --fps 0', /--fps is 0; .* from 1 to 30/],
  ['run wait --fps 31', /--fps is 31; .* from 1 to 30/],
  ['run wait --sample 1ms', /--sample is "1ms"; it must be 20ms or longer, or off/],
  [
    'run wait --events /no/such/folder/file',
    /--events \/no\/such\/folder\/file cannot be written: its folder does not exist$/m,
  ],
  ['run wait --events /', /--events \/ cannot be written: it is a folder$/m],
  ['run wait --json --events -', /--events - and --json both write to standard output; name a file/],
];

test.each(mistakes)('heddle %s: one line, exit code 2, nothing launched', async (args, says) => {
  const starts = 'starts.txt';
  await using started = startHeddle(args.split(' '), {
    env: {
      NODE_OPTIONS: `--import=${pathToFileURL(fixture('record-start.mjs'))}`,
      HEDDLE_TEST_STARTS: starts,
    },
  });
  const { code, stdout, stderr } = await started.ended;
  expect(stderr).toMatch(says);
  expect(stderr).toMatch(/^heddle: [^\n]+\n$/);
  expect(code).toBe(2);
  if (args.split(' ').includes('--json')) expect(JSON.parse(stdout).refusal).toHaveProperty('field');
  else expect(stdout).toBe('');
  await untilNoneOf(started.sandbox.mark);
  const programs = readFileSync(join(started.sandbox.folder, starts), 'utf8').trim().split('\n');
  expect(programs).toEqual([expect.stringMatching(/bin\.js$/)]);
  expect(started.sandbox.runFolders()).toEqual([]);
});

test('a run that is asked for rightly does launch an engine: what looks for one can see it', async () => {
  const starts = 'starts.txt';
  await using started = startHeddle(['run', 'noop', '-t', '1'], {
    env: {
      NODE_OPTIONS: `--import=${pathToFileURL(fixture('record-start.mjs'))}`,
      HEDDLE_TEST_STARTS: starts,
    },
  });
  expect((await started.ended).code).toBe(0);
  const file = join(started.sandbox.folder, starts);
  expect(existsSync(file) && readFileSync(file, 'utf8')).toMatch(/engine\/main\.js/);
});

test('--ascii and a locale without Unicode get their mistakes in ASCII', async () => {
  for (const options of [{ args: ['--ascii'] }, { args: [], env: { LANG: 'C' } }]) {
    await using started = startHeddle(['run', './none.mjs', ...options.args], {
      ...('env' in options ? { env: options.env } : {}),
      files: { 'none.mjs': '' },
    });
    const { code, stderr } = await started.ended;
    expect(code).toBe(2);
    expect(stderr).toMatch(/^heddle: [\x20-\x7e]+\n$/);
  }
});

test.skipIf(process.platform === 'win32')(
  'a run that can have no folder is refused before it starts',
  async () => {
    const nowhere = { TMPDIR: '/dev/null/none' };
    const [run, compare] = await Promise.all(
      [
        ['run', 'wait', '--plain'],
        ['compare', 'wait', '--plain'],
      ].map((words) => heddle(words, { env: nowhere })),
    );
    for (const { code, stdout, stderr } of [run!, compare!]) {
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(
        /^heddle: no folder for the run can be created in \/dev\/null\/none: ENOTDIR.*; set TMPDIR to a folder that can be written\n$/,
      );
    }
  },
);
