import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import type { Measured } from '../protocol/units.ts';
import { pageBytes, parseStatCpuMs, parseThreads } from '../telemetry/probes/usage.ts';

/** What /proc/PID/stat says of a process. */
export type ProcessStat = {
  readonly pid: number;
  /** At most 15 characters of its program's name, or what it calls itself. */
  readonly name: string;
  /** `Z` and `X`: it has ended, and only its parent has not asked yet. */
  readonly state: string;
  readonly parentPid: number;
  /** When it was started, in hundredths of a second since the machine was: with that a number names one process for good. */
  readonly startTicks: number;
  readonly cpuMs: Measured;
  readonly threads: Measured;
  readonly rssBytes: Measured;
};

/** Null for what is no such text. */
export function parseProcessStat(text: string): ProcessStat | null {
  const end = text.lastIndexOf(')');
  const fields = text.slice(end + 2).split(' ');
  const [state, parent] = fields;
  const startTicks = Number(fields[19] ?? Number.NaN);
  if (end < 0 || !state || Number.isNaN(startTicks)) return null;
  return {
    pid: Number.parseInt(text, 10),
    name: text.slice(text.indexOf('(') + 1, end),
    state,
    parentPid: Number(parent),
    startTicks,
    cpuMs: parseStatCpuMs(text),
    threads: parseThreads(text),
    rssBytes: fields[21] === undefined ? null : Number(fields[21]) * pageBytes(),
  };
}

/** A process that lives; null where there is none of that number, or it has ended. */
export function readStat(pid: number): ProcessStat | null {
  const stat = parseProcessStat(readProc(pid, 'stat') ?? '');
  return stat === null || stat.state === 'Z' || stat.state === 'X' ? null : stat;
}

/** What it was started with. Who writes a title for itself there, as nginx does, has one word with blanks. */
export function parseCommandLine(text: string): string[] {
  // A title may end in any number of zeros.
  const words = text.replace(/\0+$/, '').split('\0');
  return words.length === 1 && words[0] === '' ? [] : words;
}

/** Empty for a thread of the kernel, and where it cannot be read. */
export function commandOf(pid: number): string[] {
  return parseCommandLine(readProc(pid, 'cmdline') ?? '');
}

/** The environment that it was started with; null where it cannot be read. */
export function environmentOf(pid: number): ReadonlyMap<string, string> | null {
  const text = readProc(pid, 'environ');
  if (text === null) return null;
  return new Map(
    text.split('\0').flatMap((pair) => {
      const at = pair.indexOf('=');
      return at > 0 ? [[pair.slice(0, at), pair.slice(at + 1)] as const] : [];
    }),
  );
}

/** The program's file, all links followed; null where it may not be known. One that was replaced since says so at its end. */
export const exeOf = (pid: number) => linkOf(pid, 'exe')?.replace(/ \(deleted\)$/, '') ?? null;

/** The same, or where the system hides it what it was started as; null where there is neither. */
export const programOf = (pid: number) => exeOf(pid) ?? commandOf(pid)[0] ?? null;

/** As whom it acts, as the system has it; null where it does not tell. */
function userOf(pid: number): number | null {
  // The second of four: as whom it acts now.
  const uid = /^Uid:\s+\d+\s+(\d+)/m.exec(readProc(pid, 'status') ?? '')?.[1];
  return uid === undefined ? null : Number(uid);
}

/** Why the system does not show what a process has, as a part of a sentence. */
export const whyHidden = (pid: number) =>
  userOf(pid) === process.geteuid?.()
    ? 'the system lets nobody look into a program that has rights of its own'
    : 'it belongs to another user';

/** The folder it works in. */
export const folderOf = (pid: number) => linkOf(pid, 'cwd');

/** A file of a process's folder in /proc, as text; null where it cannot be read. */
export function readProc(pid: number, file: string): string | null {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return null;
  }
}

/** What is in one of the folders of its folder, as numbers; null where that cannot be read. */
export function numbersIn(pid: number, folder: 'task' | 'fd'): number[] | null {
  try {
    return readdirSync(`/proc/${pid}/${folder}`).map(Number);
  } catch {
    return null;
  }
}

/** How long a process has been there, in milliseconds. */
export function ageMs({ startTicks }: ProcessStat): number {
  const upSeconds = Number.parseFloat(readFileSync('/proc/uptime', 'utf8'));
  return Math.max(0, upSeconds * 1e3 - startTicks * 10);
}

/** Where a link of its folder leads; null where that may not be known. */
export function linkOf(pid: number, link: string): string | null {
  try {
    return readlinkSync(`/proc/${pid}/${link}`);
  } catch {
    return null;
  }
}
