import { performance } from 'node:perf_hooks';
import { monotonicMs } from '../machine/clock.ts';

/** A clock that tells milliseconds since the run's origin, the same in every thread and process of the engine. */
export type Clock = () => number;

/** `performance.now` is the cheapest clock, but starts at another moment in each thread: this sets it to the origin. */
export function createClock(originMs: number): Clock {
  const offset = monotonicMs() - performance.now() - originMs;
  return () => performance.now() + offset;
}
