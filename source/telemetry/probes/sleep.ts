import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { systemCall } from './system-calls.ts';

/** What a thread asked of the kernel: the call and its arguments, as /proc/PID/task/TID/syscall has them. */
export type Asked = { readonly call: string | null; readonly args: readonly number[] };

/** Null for a thread that is in no call: it runs. */
export function askedIn(text: string, arch: string = process.arch): Asked | null {
  const [number = '', ...args] = text.trim().split(' ');
  if (!/^\d+$/.test(number)) return null;
  return { call: systemCall(Number(number), arch), args: args.slice(0, 6).map(Number) };
}

/** No time-out, as a call is given it in 32 bits. */
const noTimeout = 0xffffffff;

/**
 * V8 has each of its heaps looked at 8 s after it was last busy (`kLongDelayMs` in its memory-reducer.h), and Node makes that
 * a timer of the thread's loop: what waits for about so long waits for nothing that the work has asked for.
 */
const idleTimer = { fromMs: 7500, toMs: 8500 };

/**
 * Whether a thread sleeps until another thread of its process wakes it: at a lock without a time limit, or in a loop that no
 * timer ends and that listens to nothing from outside. `isInside`: whether only this process writes to what that descriptor,
 * one for epoll, listens to.
 */
export function sleepsForGood({ call, args }: Asked, isInside: (epoll: number) => boolean): boolean {
  const limit = args[3] ?? 0;
  if (call === 'futex') return limit === 0;
  if (call !== 'epoll_wait' && call !== 'epoll_pwait') return false;
  const isIdle = limit === noTimeout || (limit >= idleTimer.fromMs && limit <= idleTimer.toMs);
  return isIdle && isInside(args[0] ?? -1);
}

/** What every thread of a process asked of the kernel, by its number; null where that cannot be told. */
export function threadsAsk(pid: number): ReadonlyMap<number, Asked | null> | null {
  try {
    const tids = readdirSync(`/proc/${pid}/task`);
    return new Map(
      tids.map((tid) => [Number(tid), askedIn(readFileSync(`/proc/${pid}/task/${tid}/syscall`, 'latin1'))]),
    );
  } catch {
    return null;
  }
}

/** Whether all that an epoll descriptor of a process listens to is written by that process alone. */
export function isInsideOf(pid: number): (epoll: number) => boolean {
  return (epoll) => {
    try {
      const links = readdirSync(`/proc/${pid}/fd`).map((fd) => linkOf(pid, fd));
      const listened = readFileSync(`/proc/${pid}/fdinfo/${epoll}`, 'latin1').matchAll(/^tfd:\s+(\d+)/gm);
      return [...listened].every(([, fd]) => isInside(linkOf(pid, fd!), links));
    } catch {
      return false;
    }
  };
}

/** Of a pipe both ends are here. */
function isInside(link: string, links: readonly string[]): boolean {
  if (link.startsWith('pipe:')) return links.filter((one) => one === link).length > 1;
  return link === 'anon_inode:[eventfd]' || link === 'anon_inode:[io_uring]';
}

/** Empty for one that has just been closed. */
function linkOf(pid: number, fd: string): string {
  try {
    return readlinkSync(`/proc/${pid}/fd/${fd}`);
  } catch {
    return '';
  }
}
