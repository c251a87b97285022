import type { Moment } from '../../session/moments.ts';
import type { Advice } from '../step.ts';
import { leastFreeCores } from './one-core-used.ts';

/** A thread that has so much to do has no room for what comes: in the end each request waits for the one before. */
const fullRatio = 0.9;
/** Threads that compute so much while nobody asks have work of their own. */
const ownWorkRatio = 0.3;

/** Of each worker thread that had no time left between two moments: how long it was busy, in milliseconds. */
export const fullThreads = (from: Moment, to: Moment): number[] => busyFor(from, to, fullRatio);

/** From which moment to the next nothing was asked of the program. */
export const restsIn = (moments: readonly Moment[]): (readonly [from: Moment, to: Moment])[] =>
  moments.flatMap((to, at) => {
    const from = moments[at - 1];
    const isRest = from !== undefined && from.ended === from.begun && to.begun === from.begun;
    return isRest ? [[from, to] as const] : [];
  });

/** Whether threads computed while nothing was asked of the program: they may be full for reasons of their own. */
export const workUnasked = (moments: readonly Moment[]): boolean =>
  restsIn(moments).some(([from, to]) => busyFor(from, to, ownWorkRatio).length > 0);

const busyFor = (from: Moment, to: Moment, ratio: number): number[] =>
  [...to.threadsMs]
    // One that has begun since had used nothing.
    .map(([lane, ms]) => ms - (from.threadsMs.get(lane) ?? 0))
    .filter((ms) => ms >= ratio * (to.atMs - from.atMs));

/** What helps where threads are full and so many cores are free; null: nobody looked. */
export const moreThreads = (free: number | null): Advice => ({
  next:
    free !== null && free >= leastFreeCores
      ? 'Give the pool more threads (maxThreads): cores are free'
      : 'Do less for each request, or keep results: more threads need more cores',
  step: null,
});
