import { performance } from 'node:perf_hooks';

/** The machine's monotonic clock in milliseconds; on Linux the same in every process, Python's included. */
export function monotonicMs(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1e3 + nanoseconds / 1e6;
}

/** A clock that tells milliseconds since the run's origin, the same in every thread and process of the engine. */
export type Clock = () => number;

/** `performance.now` is the cheapest clock, but starts at another moment in each thread: this sets it to the origin. */
export function createClock(originMs: number): Clock {
  const offset = monotonicMs() - performance.now() - originMs;
  return () => performance.now() + offset;
}
