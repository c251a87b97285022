import type { Times } from '../../../source/findings/queueing.ts';

type TimeOf = (task: number) => number;

/** Numbers between 0 and 1 that look like chance and are the same each time (Lehmer, 1951). */
export function chance(seed: number): () => number {
  // The first of a small seed would be next to nothing.
  let state = seed * 1_299_709;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** Times of tasks, evenly spread between two. */
export function between(low: number, high: number, seed = 1): TimeOf {
  const next = chance(seed);
  return () => low + next() * (high - low);
}

type Queue = {
  tasks: number;
  /** So many are begun and not ended, all of the time. */
  atOnce: number;
  /** So many get through at a time; left out: all. */
  through?: number;
  /** What a task takes once it is let through. */
  serveMs: TimeOf;
  /** What it takes before it asks. */
  beforeMs?: TimeOf;
  /** Whoever has just ended goes first with its next task: a thread takes its lock again before others have woken up. */
  lastFirst?: boolean;
};

/** What tasks take that stand in one line, in milliseconds: a simulation of it, event by event. */
export function queueOf({ tasks, atOnce, through, serveMs, beforeMs, lastFirst }: Queue): Times[] {
  const done: Times[] = [];
  const events: { atMs: number; then: () => void }[] = [];
  const line: (() => void)[] = [];
  const late = chance(99);
  let nowMs = 0;
  let begun = 0;
  let served = 0;
  const after = (ms: number, then: () => void) => events.push({ atMs: nowMs + ms, then });
  const begin = () => {
    const task = begun++;
    if (task >= tasks) return;
    const startedMs = nowMs + task * 1e-6;
    const serve = () => {
      served++;
      // A timer of Node.js comes up to a millisecond late.
      after(serveMs(task) + late(), () => {
        served--;
        done.push({ startedMs, endedMs: nowMs });
        begin();
        if (!lastFirst) line.shift()?.();
        else
          after(0.01, () => {
            if (served < (through ?? tasks)) line.pop()?.();
          });
      });
    };
    after((beforeMs?.(task) ?? 0) + task * 1e-5, () => {
      if (served < (through ?? tasks)) serve();
      else line.push(serve);
    });
  };
  for (let lane = 0; lane < atOnce; lane++) begin();
  for (;;) {
    const next = events.reduce<(typeof events)[number] | null>(
      (a, b) => (a && a.atMs <= b.atMs ? a : b),
      null,
    );
    if (!next) return done.sort((a, b) => a.startedMs - b.startedMs);
    events.splice(events.indexOf(next), 1);
    nowMs = next.atMs;
    next.then();
  }
}
