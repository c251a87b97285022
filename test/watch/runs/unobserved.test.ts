import { describe, expect, test } from 'vitest';
import { hasProc } from '../../helpers/processes.ts';
import { watched } from './helpers/watched.ts';

describe.runIf(hasProc)('processes of a launched program that say nothing', () => {
  test('one in no runtime that is known is told, and seen from outside', async () => {
    await using program = await watched(['sleep', '1000']);
    const { unobserved } = await program.told.until((said) => ('unobserved' in said ? said : null));
    expect(unobserved).toEqual({
      pid: program.launched.pid,
      command: 'sleep 1000',
      why: 'it is neither Node.js nor Python',
    });
    const { event } = await program.told.untilEvent('watch-started', (_, pid) => pid === unobserved.pid);
    expect(event).toMatchObject({
      target: { how: 'outside' },
      unavailable: [expect.stringContaining(unobserved.why)],
    });
    await program.told.untilEvent('sample', (_, pid) => pid === unobserved.pid);
    program.launched.signal('SIGTERM');
    expect(await program.launched.ended).toEqual({ exitCode: null, signal: 'SIGTERM', asked: null });
    await program.told.untilEvent(
      'watch-ended',
      ({ how, signal }, pid) => how === 'killed' && signal === 'SIGTERM' && pid === unobserved.pid,
    );
    expect(program.told.all.at(-1)).toEqual({ ended: { exitCode: null, signal: 'SIGTERM', asked: null } });
  });

  test('a child with an environment of its own is told; its parent, and a shell between them, are not', async () => {
    const child = `setInterval(() => {}, 1000)`;
    const parent = `require('node:child_process').spawn('sh', ['-c', '"$0" -e "${child}"; true', process.execPath], { env: {}, stdio: 'ignore' })`;
    await using program = await watched([process.execPath, '-e', parent]);
    const { unobserved } = await program.told.until((said) => ('unobserved' in said ? said : null));
    expect(unobserved).toMatchObject({
      command: `node -e ${child}`,
      why: 'it was started with an environment of its own',
    });
    await program.told.untilEvent('sample', (_, pid) => pid === unobserved.pid);
    expect(program.told.all.filter((said) => 'unobserved' in said)).toHaveLength(1);
    process.kill(unobserved.pid, 'SIGKILL');
    await program.told.untilEvent('watch-ended', (_, pid) => pid === unobserved.pid);
  });
});
