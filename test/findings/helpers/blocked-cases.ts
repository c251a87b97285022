import { type Figures, row, together } from './evidence.ts';

/** Freezes: one task's, of tasks one after another, of several that take turns, of nobody knows whom, and a timer's. */
export const byOne = { atOnce: 4, tasks: together(4, 900), freezes: [{ durationMs: 900, task: 1 }] };
export const inTurn = { atOnce: 4, tasks: row(0, 2, 450), freezes: [{ durationMs: 900 }] };
export const several = { durationMs: 900, holder: { kind: 'tasks', certainty: 'likely' } } as const;
export const byMany = { atOnce: 900, tasks: together(900, 900), freezes: [several] };
export const byNobody = { ...byMany, freezes: [{ durationMs: 900 }] };
export const ofTimer = {
  durationMs: 900,
  holder: { kind: 'timer', certainty: 'likely' },
} as const;
export const collected = { durationMs: 901, cause: 'collector', collectorMs: 800 } as const;
export const byTimer = { ...byMany, freezes: [ofTimer] };
export const starved = { main: { cpuMs: 56, waitMs: 225 } };
export const computing = { main: { cpuMs: 950 } };

/** What to do next, by who held the loop, and what it did. */
export const blockedCases: [rule: string, figures: Figures, next: RegExp][] = [
  ['loop-blocked', { model: 'async', ...byOne }, /^Try threads, or hybrid with context\.offload/],
  [
    'loop-blocked',
    { model: 'async', ...byOne, ...computing },
    /^Try threads, or hybrid with context\.offload/,
  ],
  ['loop-blocked', { model: 'async', ...inTurn }, /^Try threads, or hybrid/],
  ['loop-blocked', { model: 'async', ...byMany, tasks: together(901, 900) }, /^Try fewer at once: they hold/],
  // One may have held it for all of the time.
  ['loop-blocked', { model: 'async', ...byNobody, tasks: together(901, 900) }, /^Try threads, or hybrid/],
  ['loop-blocked', { model: 'async', ...byTimer, tasks: together(901, 900) }, /^Move what the timer does/],
  ['loop-blocked', { model: 'hybrid', ...byTimer }, /^Move what the timer does to a worker thread/],
  // From a millisecond each on, a task is worth a lane: fewer of them at once would hold the loop as long.
  ['loop-blocked', { model: 'async', ...byMany }, /^Try threads/],
  ['loop-blocked', { model: 'async', ...byMany, tasks: row(0, 901, 0.9) }, /^Yield to the loop between/],
  ['loop-blocked', { model: 'hybrid', ...byOne }, /^Move the blocking call to the pool: context\.offload$/],
  ['loop-blocked', { model: 'hybrid', ...byOne, ...computing }, /^Move the computing to the pool/],
];
