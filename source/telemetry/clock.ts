import { performance } from 'node:perf_hooks';
import { monotonicMs } from '../machine/clock.ts';

/** A clock that tells milliseconds since the run's origin, the same in every thread and process of the engine. */
export type Clock = () => number;

/** Between two looks at a clock another program may get the core: the closest of so many pairs is taken. */
const tries = 5;

/** `performance.now` is the cheapest clock, but starts at another moment in each thread: this sets it to the origin. */
export function createClock(originMs: number): Clock {
  let [least, offset] = [Number.POSITIVE_INFINITY, 0];
  for (let one = 0; one < tries; one++) {
    const before = monotonicMs();
    const now = performance.now();
    const apart = monotonicMs() - before;
    if (apart >= least) continue;
    least = apart;
    offset = before + apart / 2 - now - originMs;
  }
  return () => performance.now() + offset;
}
