import { realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename } from 'node:path';
import { linkOf, programOf, readProc } from '../proc.ts';
import { runtimeOf } from '../runtime.ts';
import { CannotAttach, startItObserved } from './cannot-attach.ts';
import { closedTo } from './way.ts';

/** A process that may be attached to, and whose it is. */
export type Candidate = { readonly pid: number; readonly uid: number; readonly gid: number };

/** SIGUSR1 is the tenth signal. */
const userSignal = 1n << 9n;
const nodeLibrary = /\/libnode\.so/;
/** What Heddle and the process share: the inspector's address, the socket's path, the process's number. */
const views = ['net', 'mnt', 'pid'] as const;

/**
 * The process, if SIGUSR1 opens its inspector rather than ends it; throws `CannotAttach` where it does not. Nothing is done to it.
 * `yes`: also a process of another user.
 */
export function candidate(pid: number, yes: boolean, runtime: 'node' | 'python' = 'node'): Candidate {
  const refuse = (what: string, remedy: string | null = null): never => {
    throw new CannotAttach(pid, what, remedy);
  };
  if (process.platform !== 'linux')
    refuse('may be ended by a signal: only Linux tells whether it takes SIGUSR1', startItObserved);
  const status = readProc(pid, 'status') ?? refuse('does not exist');
  const field = (name: string) => new RegExp(`^${name}:\\s+(.*)$`, 'm').exec(status)?.[1] ?? '';
  const [state, group] = [field('State').slice(0, 1), Number(field('Tgid'))];
  if (pid === process.pid) refuse('is this Heddle itself');
  if (group !== pid) refuse(`is a thread of process ${group}`, `use --pid ${group}`);
  if ('ZX'.includes(state)) refuse('has ended');

  // The second of four: as whom it acts now.
  const [uid, gid] = ['Uid', 'Gid'].map((name) => Number(field(name).split(/\s+/)[1])) as [number, number];
  const own = process.geteuid!();
  if (uid !== own && own !== 0)
    refuse(`is another user's (uid ${uid})`, 'only that user and root can attach to it');
  if (uid !== own && !yes) refuse(`is another user's (uid ${uid})`, '--yes attaches to it all the same');

  const groups = [gid, ...field('Groups').split(/\s+/).filter(Boolean).map(Number)];
  const closed = closedTo({ uid, groups }, realpathSync(tmpdir()));
  if (closed !== null)
    refuse(
      `is of a user (uid ${uid}) who may not enter ${closed}, where Heddle waits for what it says`,
      'set TMPDIR to a folder that both may enter, as TMPDIR=/tmp',
    );

  const program = programOf(pid);
  const isNode = runtime === 'node';
  if (isNode && runtimeOf(program).name !== 'node' && !nodeLibrary.test(readProc(pid, 'maps') ?? ''))
    refuse(program === null ? 'is a part of the system' : `is ${basename(program)}, not Node.js`);
  if ('Tt'.includes(state)) refuse('is stopped', `kill -CONT ${pid} lets it go on`);
  if (views.some((view) => isElsewhere(pid, view)))
    refuse('is in a container, or has files of its own', 'run heddle watch --pid in there');
  if (isNode && (BigInt(`0x${field('SigCgt')}`) & userSignal) === 0n)
    refuse(
      'would be ended by SIGUSR1, which opens its inspector: it was started with --disable-sigusr1 or --permission, or is only just starting',
      startItObserved,
    );
  return { pid, uid, gid };
}

/** Null: the process is of the user who runs Heddle. */
export function ownerOf({ uid, gid }: Candidate): Omit<Candidate, 'pid'> | undefined {
  return uid === process.geteuid!() ? undefined : { uid, gid };
}

/** Where it is not told, what follows tells. */
function isElsewhere(pid: number, view: (typeof views)[number]): boolean {
  const its = linkOf(pid, `ns/${view}`);
  return its !== null && its !== linkOf(process.pid, `ns/${view}`);
}
