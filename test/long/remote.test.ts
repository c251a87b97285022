import { expect, test } from 'vitest';
import { longWait, underWay } from '../terminal/helpers/lab.ts';
import { openTerminal } from '../terminal/helpers/open-terminal.ts';

/** Frames sent while three seconds of a run go by. */
async function framesOfRun(env: Record<string, string>): Promise<number> {
  await using terminal = openTerminal({ args: longWait, env });
  const sent = () => terminal.bytes().split('\u001b[?2026l').length - 1;
  await terminal.waitFor(underWay);
  const before = sent();
  const screen = await terminal.waitFor(/▸ +(?:3\.[2-9]|[4-9]\.\d|\d\d+\.\d) s/);
  expect(/\bssh\b/.test(screen[0]!)).toBe('SSH_CONNECTION' in env);
  return sent() - before;
}

test('over SSH the header says so, and fewer frames are sent', async () => {
  // Side by side, so that both have the same machine.
  const [local, remote] = await Promise.all([
    framesOfRun({}),
    framesOfRun({ SSH_CONNECTION: '10.0.0.1 50000 10.0.0.2 22' }),
  ]);
  // Half by design; the rest is room for a machine too busy for every local frame.
  expect(remote).toBeGreaterThan(1);
  expect(remote).toBeLessThan(local * 0.8);
});
