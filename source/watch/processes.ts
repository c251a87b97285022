import { readdirSync, realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readText } from '../machine/cgroup.ts';
import { monotonicMs } from '../machine/clock.ts';
import type { RunningProgram } from '../protocol/observation.ts';
import { roundMs } from '../protocol/units.ts';
import { isKeeper, programName, shortCommand } from './command-words.ts';
import { listeningPorts, Tables } from './outside/sockets.ts';
import {
  ageMs,
  commandOf,
  exeOf,
  folderOf,
  type ProcessStat,
  programOf,
  readProc,
  readStat,
} from './proc.ts';
import { runtimeOf } from './runtime.ts';

/** The kernel counts in steps of 10 ms: over this time 0.03 cores and more are seen. */
const lookMs = 300;
/** Less than this is what any program does that waits. */
const busyCores = 0.03;
/** The kernel's own threads are all its. */
const kernelPid = 2;

/** What runs here and may be looked at: what listens or computes first, in a runtime that is known before others. */
export async function runningPrograms(): Promise<RunningProgram[]> {
  const own = ancestorsOf(process.pid);
  const stats = everyPid().flatMap((pid) => (own.has(pid) ? [] : (readStat(pid) ?? [])));
  const worth = stats.filter(isWorthWatching);
  const beganMs = monotonicMs();
  await new Promise((looked) => setTimeout(looked, lookMs));
  const found = programsOf(worth, monotonicMs() - beganMs);
  const pids = new Set(found.map(({ pid }) => pid));
  return found
    .map((one) => (one.parentPid !== null && pids.has(one.parentPid) ? one : { ...one, parentPid: null }))
    .sort(byInterest);
}

/** The program of that number, or why there is none, as a sentence without its end. */
export function findProgram(
  pid: number,
): { readonly program: RunningProgram } | { readonly refusal: string } {
  const stat = readStat(pid);
  if (!stat) return { refusal: `no process ${pid} runs here` };
  // A thread has a folder in /proc as well.
  const group = Number(/^Tgid:\s+(\d+)/m.exec(readProc(pid, 'status') ?? '')?.[1] ?? pid);
  if (group !== pid) return { refusal: `${pid} is a thread of process ${group}` };
  if (stat.parentPid === kernelPid || pid === kernelPid)
    return { refusal: `${pid} is a thread of the kernel: ${stat.name}` };
  // What it computes is seen once it is watched.
  const [program] = programsOf([stat], null);
  return program ? { program } : { refusal: `process ${pid} has just ended` };
}

/** Those that have not ended meanwhile. `overMs`: since these stats were read; null: just now. */
function programsOf(stats: readonly ProcessStat[], overMs: number | null): RunningProgram[] {
  const tables = new Tables();
  const users = usersIn(readText('/etc/passwd') ?? '');
  return stats.flatMap((before) => {
    const { pid } = before;
    const stat = readStat(pid);
    if (stat?.startTicks !== before.startTicks) return [];
    const { name: runtime, version } = runtimeOf(programOf(pid));
    const command = commandOf(pid);
    const uid = /^Uid:\s+(\d+)/m.exec(readProc(pid, 'status') ?? '')?.[1] ?? '';
    return {
      ...{ pid, parentPid: stat.parentPid, runtime, version, user: users.get(uid) ?? uid },
      command: command.length > 0 ? shortCommand(command) : stat.name,
      folder: folderOf(pid),
      ageMs: ageMs(stat),
      cores:
        stat.cpuMs === null || before.cpuMs === null || overMs === null
          ? null
          : roundMs((stat.cpuMs - before.cpuMs) / overMs),
      rssBytes: stat.rssBytes,
      ports: listeningPorts(pid, tables),
    };
  });
}

/** What may not be looked at, the kernel's threads, shells and the like, and Heddle itself are not. */
function isWorthWatching({ pid }: ProcessStat): boolean {
  const command = commandOf(pid);
  return command.length > 0 && exeOf(pid) !== null && !isKeeper(command) && !isHeddle(command);
}

/** Where the files of this Heddle are; from source that is the whole project but for its tests. */
const ownFiles = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../../dist/' : './', import.meta.url),
);

/** Its other processes: what they run is watched already. */
function isHeddle(command: readonly string[]): boolean {
  if (programName(command) === 'heddle') return true;
  const [, script = ''] = command;
  try {
    return script !== '' && realpathSync(script).startsWith(ownFiles);
  } catch {
    return false;
  }
}

const known = ({ runtime }: RunningProgram) => Number(runtime !== null);
const listens = ({ ports }: RunningProgram) => Number(ports.length > 0);
const used = ({ cores }: RunningProgram) => ((cores ?? 0) >= busyCores ? (cores ?? 0) : 0);

/** What can be told most of first: a server in a known runtime, what computes, and then the largest. */
export function byInterest(a: RunningProgram, b: RunningProgram): number {
  return (
    known(b) - known(a) ||
    listens(b) - listens(a) ||
    used(b) - used(a) ||
    (b.rssBytes ?? 0) - (a.rssBytes ?? 0)
  );
}

/** The names of users by their numbers, out of /etc/passwd. */
export function usersIn(passwd: string): ReadonlyMap<string, string> {
  const lines = passwd.split('\n').map((line) => line.split(':'));
  return new Map(lines.flatMap(([name = '', , uid = '']) => (uid === '' ? [] : [[uid, name] as const])));
}

/** A process, who started it, who started that one, and so on. */
function ancestorsOf(pid: number): Set<number> {
  const found = new Set<number>();
  for (let one = pid; one > 0 && !found.has(one); one = readStat(one)?.parentPid ?? 0) found.add(one);
  return found;
}

/** Empty where there is no /proc. */
function everyPid(): number[] {
  try {
    return readdirSync('/proc')
      .map(Number)
      .filter((pid) => pid > kernelPid);
  } catch {
    return [];
  }
}
