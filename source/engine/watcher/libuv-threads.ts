import { fstat } from 'node:fs';
import { mostLibuvThreads } from '../../protocol/plan.ts';
import { eventFd } from '../../watcher/event-pipe.ts';
import { threadsCalled } from './kinds-of-threads.ts';

/**
 * Threads of libuv's pool. They are made all at once, at the first request; where they can be seen they are counted,
 * else it is what libuv reads from the variable: its own default is 4, and what is no number counts as 1.
 */
export function libuvThreads(): number {
  fstat(eventFd, () => {});
  const seen = threadsCalled('libuv-worker').length;
  if (seen > 0) return seen;
  const told = process.env.UV_THREADPOOL_SIZE;
  if (told === undefined) return 4;
  const threads = Number.parseInt(told, 10) || 1;
  return threads < 0 ? mostLibuvThreads : Math.min(mostLibuvThreads, threads);
}
