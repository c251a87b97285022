import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { heddle, startHeddle } from './helpers/heddle.ts';
import { untilNoneOf } from './helpers/processes.ts';

const noisy = {
  'noisy.mjs':
    'console.log("loaded");\nexport default (i) => { console.log("task " + i); console.error("oops"); };',
};

test('what a module prints is counted, and shown on standard error where that is asked for', async () => {
  const args = ['run', './noisy.mjs', '-t', '2', '-m', 'async'];
  const hidden = await heddle(args, { files: noisy });
  expect(hidden.stdout).toMatch(/^ {2}output {5}5 lines, 31 B printed, not shown \(--show-output\)$/m);
  expect(hidden.stderr).not.toContain('task 1');

  const shown = await heddle([...args, '--show-output'], { files: noisy });
  expect(shown.stdout).toMatch(/^ {2}output {5}5 lines, 31 B printed$/m);
  for (const line of ['stdout: loaded', 'stdout: task 0', 'stdout: task 1', 'stderr: oops'])
    expect(shown.stderr.split('\n')).toContain(line);
});

test('where output was dropped, its lines are not counted', async () => {
  const files = { 'loud.mjs': 'export default () => console.log(("x".repeat(99) + "\\n").repeat(1000));' };
  const { stdout } = await heddle(['run', './loud.mjs', '-t', '3', '-m', 'async'], { files });
  expect(stdout).toMatch(/^ {2}output {5}300 KB printed, \d+ KB of it dropped, not shown/m);
});

test('a crash of Heddle without a screen: one line, a report, exit code 1, and nothing is left', async () => {
  const preload = fileURLToPath(new URL('../terminal/fixtures/throw-when-told.mjs', import.meta.url));
  await using started = startHeddle(['run', 'wait', '-t', '2', '--set', 'ms=600000'], {
    env: { NODE_OPTIONS: `--import=${pathToFileURL(preload)}` },
  });
  await started.untilSaid(/running 2/);
  started.child.kill('SIGUSR2');
  const { code, stdout, stderr } = await started.ended;
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(
    /^Heddle crashed\. This is a bug in Heddle, not in your work: Error: thrown by the test$/m,
  );
  await untilNoneOf(started.sandbox.mark);
  expect(started.sandbox.runFolders()).toEqual([]);
  const folder = join(started.sandbox.folder, '.local/state/heddle');
  const [report] = readdirSync(folder);
  expect(stderr).toContain(`Details: ${join(folder, report!)}\n`);
  expect(readFileSync(join(folder, report!), 'utf8')).toMatch(/"type":"run-started"/);
});
