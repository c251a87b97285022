import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CannotAttach } from '../../../source/watch/attach/cannot-attach.ts';
import { whyHidden } from '../../../source/watch/proc.ts';
import { temporaryFolder } from '../../helpers/folder.ts';
import { attachedTo, firstLine, running, server } from './helpers/running.ts';
import { programFile } from './helpers/watched.ts';

const node = process.execPath;

/** A port at which this process listens until it is let go of. */
async function takenPort() {
  const listener = createServer();
  await new Promise<void>((done) => listener.listen(0, '127.0.0.1', done));
  const { port } = listener.address() as { port: number };
  return { port, free: () => new Promise((done) => listener.close(done)) };
}

describe('the port of the inspector', () => {
  test('another program has it: that is said, and nobody is said to be waited for', async () => {
    const taken = await takenPort();
    await using program = await server([`--inspect-port=${taken.port}`]);
    const waits: string[] = [];
    const refused = await attachedTo(program.pid, { onWaiting: (what) => waits.push(what) }).catch(
      (reason: unknown) => reason,
    );
    expect(refused).toBeInstanceOf(CannotAttach);
    expect((refused as Error).message).toBe(
      `process ${program.pid} cannot open its inspector: port ${taken.port} is taken; ss -ltnp shows by which program`,
    );
    expect(waits).toEqual([]);
    await taken.free();
    expect(await program.state()).toMatchObject({ inspector: null });
  });

  test('a debugger is there already, and stays', async () => {
    await using program = await server(['--inspect=0']);
    const { inspector } = await program.state();
    const debugger_ = new WebSocket(inspector!);
    await new Promise((done) => {
      debugger_.onopen = done;
    });
    const heddle = await attachedTo(program.pid);
    await heddle.told.untilEvent('sample');
    await heddle.attached.detach();
    const answered = new Promise((done) => {
      debugger_.onmessage = ({ data }) => done(JSON.parse(String(data)).result.result.value);
    });
    debugger_.send(
      JSON.stringify({ id: 1, method: 'Runtime.evaluate', params: { expression: 'process.pid' } }),
    );
    expect(await answered).toBe(program.pid);
    debugger_.close();
  });

  test('two processes that would open theirs at the same port are attached to at once', async () => {
    const taken = await takenPort();
    await taken.free();
    await using one = await server([`--inspect-port=${taken.port}`]);
    await using other = await server([`--inspect-port=${taken.port}`]);
    const both = await Promise.all([one, other].map(({ pid }) => attachedTo(pid)));
    for (const [at, { told }] of both.entries()) {
      const { event } = await told.untilEvent('watch-started');
      expect(event.target.pid).toBe([one, other][at]!.pid);
    }
    await Promise.all(both.map(({ attached }) => attached.detach()));
  });
});

const nobody = 65534;
/** Only root can be somebody else. */
const canBeNobody = process.getuid?.() === 0 && spawnSync('setpriv', ['--version']).status === 0;
const asNobody = ['setpriv', `--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups'];

describe.runIf(canBeNobody)('a user who is not root', () => {
  test('is told that a process is of another user', async () => {
    await using program = await server();
    await using heddle = await running([...asNobody, node, programFile('attaches.ts'), String(program.pid)]);
    expect(await firstLine(heddle.child)).toBe(
      `process ${program.pid} is another user's (uid 0); only that user and root can attach to it\n`,
    );
  });

  test.runIf(spawnSync('cc', ['--version']).status === 0)(
    'attaches to a process of which the system shows nothing',
    async () => {
      const folder = temporaryFolder();
      chmodSync(folder, 0o755);
      const [source, library] = [join(folder, 'hides.c'), join(folder, 'hides.so')];
      writeFileSync(
        source,
        '#include <sys/prctl.h>\n__attribute__((constructor)) static void hide(void) { prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); }\n',
      );
      expect(spawnSync('cc', ['-shared', '-fPIC', '-o', library, source]).status).toBe(0);
      const child = spawn(
        asNobody[0]!,
        [...asNobody.slice(1), 'env', `LD_PRELOAD=${library}`, node, programFile('tells-state.cjs')],
        { stdio: ['ignore', 'pipe', 'ignore'] },
      );
      try {
        await firstLine(child);
        const files = spawnSync(asNobody[0]!, [...asNobody.slice(1), 'ls', `/proc/${child.pid}/fd`]);
        expect(String(files.stderr)).toContain('denied');
        await using heddle = await running([
          ...asNobody,
          node,
          programFile('attaches.ts'),
          String(child.pid),
        ]);
        expect(await firstLine(heddle.child)).toBe('attached\n');
      } finally {
        child.kill('SIGKILL');
      }
    },
  );
});

test('why nothing is shown of a process is told from whose it is', () => {
  expect(whyHidden(process.pid)).toMatch(/^the system lets nobody/);
  expect(whyHidden(4_000_000)).toBe('it belongs to another user');
});
