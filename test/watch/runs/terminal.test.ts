import { expect, test } from 'vitest';
import { watched } from './helpers/watched.ts';

const node = process.execPath;
const terminal = { columns: 100, rows: 30 };

test('a program that is given a terminal has one, of that size, and keeps its exit code', async () => {
  const code =
    'console.log([process.stdout.isTTY, process.stdin.isTTY, process.stdout.columns]); process.exit(5)';
  await using program = await watched([node, '-e', code], terminal);
  expect(await program.launched.ended).toEqual({ exitCode: 5, signal: null, asked: null });
  const printed = program.told.all.flatMap((said) => ('output' in said ? [said.output.text] : [])).join('');
  expect(printed).toContain('[ true, true, 100 ]');
});

test('a signal reaches it', async () => {
  const code = `process.on('SIGTERM', () => process.exit(7)); console.log('port 1'); setInterval(() => {}, 1000)`;
  await using program = await watched([node, '-e', code], terminal);
  await program.told.untilPort();
  program.launched.signal('SIGTERM');
  expect(await program.launched.ended).toEqual({ exitCode: 7, signal: null, asked: null });
});

test('one that ends by a signal is told so', async () => {
  await using program = await watched([node, '-e', 'process.kill(process.pid, "SIGKILL")'], terminal);
  expect(await program.launched.ended).toEqual({ exitCode: null, signal: 'SIGKILL', asked: null });
});

test('what is no program is refused as it is without a terminal', async () => {
  await expect(watched(['there-is-no-such-program'], terminal)).rejects.toMatchObject({ code: 'ENOENT' });
});
