import { execFile } from 'node:child_process';
import { chownSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { listeningPorts } from '../outside/sockets.ts';
import { probeFile } from '../probe-file.ts';
import { exeOf } from '../proc.ts';
import { CannotAttach, startItObserved } from './cannot-attach.ts';

/** A loop that turns has run it by then; one that sleeps is woken. */
const wakesMs = 300;
/** An interpreter starts and writes some bytes: less than 0.1 s. */
const handsOverMs = 10_000;
/** From then on a person is told what is waited for, and from then on nobody waits any more. */
const waitingMs = 1000;
const givesUpMs = 60_000;

type Entering = {
  readonly pid: number;
  readonly socket: string;
  /** Where the process is another user's. */
  readonly owner: { readonly uid: number; readonly gid: number } | undefined;
  /** Resolves when the process tells of itself. */
  readonly begun: Promise<void>;
  readonly onWaiting: (what: string) => void;
};

/** Has the main thread of a CPython observe its process: as soon as it runs code of Python. */
export async function enterPython({ pid, socket, owner, begun, onWaiting }: Entering): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'heddle-attach-'));
  const script = join(folder, 'attach.py');
  writeFileSync(script, scriptFor(socket));
  if (owner) for (const path of [folder, script]) chownSync(path, owner.uid, owner.gid);
  const over = new AbortController();
  const after = (ms: number) => wait(ms, undefined, { signal: over.signal, ref: false });
  const takeBack = () => rmSync(folder, { recursive: true });
  try {
    await handOver(pid, script).catch((error) => {
      takeBack();
      throw error;
    });
    void after(wakesMs).then(() => wake(pid), ignore);
    void after(waitingMs).then(
      () =>
        onWaiting(`process ${pid} has not answered yet: it has to run Python first, as at its next request`),
      ignore,
    );
    const given = after(givesUpMs).then(() => 'given-up', ignore);
    if ((await Promise.race([begun, given])) !== 'given-up') return takeBack();
    // It may still come to it: it then finds nothing to do.
    truncateSync(script);
    throw new CannotAttach(
      pid,
      `has not run any Python for ${givesUpMs / 1000} s`,
      'try again when it serves requests',
    );
  } finally {
    over.abort();
  }
}

const ignore = () => undefined;

/** Only an interpreter of the same version knows where the other one looks for it: its own program. */
async function handOver(pid: number, script: string): Promise<void> {
  const code = 'import sys; sys.remote_exec(int(sys.argv[1]), sys.argv[2])';
  try {
    await promisify(execFile)(exeOf(pid)!, ['-I', '-S', '-c', code, String(pid), script], {
      timeout: handsOverMs,
    });
  } catch (error) {
    const said = String((error as { stderr?: unknown }).stderr ?? error).trim();
    if (said.includes('is not enabled'))
      throw new CannotAttach(
        pid,
        'takes no code from others: -X disable-remote-debug or PYTHON_DISABLE_REMOTE_DEBUG is set',
        startItObserved,
      );
    if (/PermissionError|Operation not permitted/.test(said))
      throw new CannotAttach(
        pid,
        'may not be looked into: the system keeps its memory from Heddle',
        'run Heddle as root (CAP_SYS_PTRACE), or with kernel.yama.ptrace_scope at 0',
      );
    throw new CannotAttach(pid, `cannot be attached to: ${said.split('\n').at(-1)}`, startItObserved);
  }
}

/** A connection that is closed at once has an idle server run code; others are left alone. */
function wake(pid: number): void {
  const [port] = listeningPorts(pid);
  if (port === undefined) return;
  const knock = connect(port, '127.0.0.1');
  knock.on('error', ignore).on('connect', () => knock.destroy());
}

/** None of its names stay, and an error of it is nobody's. */
const scriptFor = (socket: string) => `def _heddle():
    import sys
    before, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    sys.path.insert(0, ${JSON.stringify(probeFile('python'))})
    try:
        from heddle_probe import process
        process.attach(${JSON.stringify(socket)})
    except Exception:
        pass
    finally:
        sys.path.remove(${JSON.stringify(probeFile('python'))})
        sys.dont_write_bytecode = before


_heddle()
del _heddle
`;
