import { execFile } from 'node:child_process';
import { chownSync, mkdtempSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { listeningPorts } from '../outside/sockets.ts';
import { exeOf } from '../proc.ts';
import { CannotAttach, startItObserved } from './cannot-attach.ts';
import { untilItRuns } from './python-main.ts';
import { attachScript, idleScript } from './python-script.ts';

/** A loop that turns has run it by then; one that sleeps is woken. */
const wakesMs = 300;
/** An interpreter starts and writes some bytes: less than 0.1 s. */
const handsOverMs = 10_000;
/** From then on a person is told what is waited for. */
const waitingMs = 1000;

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
  // By that number a later Heddle knows whether the process may still come to what this one has left: `sweepFolders`.
  const folder = mkdtempSync(join(tmpdir(), `heddle-attach-${pid}-`));
  const script = join(folder, 'attach.py');
  const failed = join(dirname(socket), 'failed');
  writeFileSync(script, attachScript({ script, socket, failed }));
  if (owner) for (const path of [folder, script]) chownSync(path, owner.uid, owner.gid);
  const over = new AbortController();
  const after = (ms: number, work: () => void) =>
    void wait(ms, undefined, { signal: over.signal, ref: false }).then(work, ignore);
  try {
    await handOver(pid, script, owner).catch((error) => {
      rmSync(folder, { recursive: true });
      throw error;
    });
    after(wakesMs, () => wake(pid));
    after(waitingMs, () =>
      onWaiting(`process ${pid} has not answered yet: it has to run Python first, as at its next request`),
    );
    await untilItRuns(pid, begun, failed).catch((error) => {
      leave(script);
      throw error;
    });
  } finally {
    over.abort();
  }
}

const ignore = () => undefined;

/** The process may still come to it, and complains where there is no file. */
function leave(script: string): void {
  const idle = `${script}.idle`;
  try {
    writeFileSync(idle, idleScript(script));
    renameSync(idle, script);
  } catch {
    // It has run, and taken itself away.
  }
}

/** Only an interpreter of the same version knows where the other one looks for it: its own program. */
async function handOver(pid: number, script: string, owner: Entering['owner']): Promise<void> {
  const code = 'import sys; sys.remote_exec(int(sys.argv[1]), sys.argv[2])';
  const kept = new CannotAttach(
    pid,
    'may not be looked into: the system keeps its memory from Heddle',
    'run Heddle as root (CAP_SYS_PTRACE), or with kernel.yama.ptrace_scope at 0',
  );
  // Whose memory is kept from others, of those it does not say which file they run either.
  const interpreter = exeOf(pid);
  if (interpreter === null) throw kept;
  try {
    await promisify(execFile)(interpreter, ['-I', '-S', '-c', code, String(pid), script], {
      timeout: handsOverMs,
      // Who wrote it may be another user, and Heddle root.
      ...(isRoots(interpreter) ? {} : owner),
    });
  } catch (error) {
    const said = String((error as { stderr?: unknown }).stderr ?? error).trim();
    if (said.includes('is not enabled'))
      throw new CannotAttach(
        pid,
        'takes no code from others: -X disable-remote-debug or PYTHON_DISABLE_REMOTE_DEBUG is set',
        startItObserved,
      );
    if (/PermissionError|Operation not permitted/.test(said)) throw kept;
    throw new CannotAttach(pid, `cannot be attached to: ${said.split('\n').at(-1)}`, startItObserved);
  }
}

/** Whether nobody but root can have put it there. */
function isRoots(path: string): boolean {
  const { uid, mode } = statSync(path);
  return uid === 0 && (mode & 0o022) === 0 && (path === '/' || isRoots(dirname(path)));
}

/** A connection that is closed at once has an idle server run code; others are left alone. */
function wake(pid: number): void {
  const [port] = listeningPorts(pid);
  if (port === undefined) return;
  const knock = connect(port, '127.0.0.1');
  knock.on('error', ignore).on('connect', () => knock.destroy());
}
