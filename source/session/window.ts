import { emptyLagHistogram, type LagHistogram } from './lag-histogram.ts';

/**
 * What ended in the last half minute or minute, and how long it took, in bounded room: two halves that take turns. A figure
 * over all time would say nothing of now once a program has run for a day.
 */
export type Window = { readonly newer: Half; readonly older: Half | null };

type Half = Ended & {
  /** Of all halves there are, counted from the origin. */
  readonly turn: number;
};

export type Ended = {
  readonly count: number;
  readonly failed: number;
  readonly durations: LagHistogram;
};

const halfMs = 30_000;

const turnAt = (atMs: number) => Math.floor(atMs / halfMs);
const nothing: Ended = { count: 0, failed: 0, durations: emptyLagHistogram };

/** The window with what ended since the last time; `window`: null before the first. */
export function addToWindow(window: Window | null, atMs: number, ended: Ended): Window {
  const turn = turnAt(atMs);
  const { newer, older } = window ?? { newer: null, older: null };
  if (newer === null || turn > newer.turn + 1) return { newer: { ...ended, turn }, older: null };
  if (turn > newer.turn) return { newer: { ...ended, turn }, older: newer };
  return { newer: { ...both(newer, ended), turn: newer.turn }, older };
}

/** All that the window has at that time, and over how long: at most a minute. */
export function inWindow(window: Window | null, atMs: number): Ended & { readonly overMs: number } {
  const turn = turnAt(atMs);
  const kept = [window?.older, window?.newer].flatMap((half) => (half && half.turn >= turn - 1 ? half : []));
  const overMs = atMs - Math.max(0, turn - 1) * halfMs;
  return { ...kept.reduce<Ended>(both, nothing), overMs };
}

function both(a: Ended, b: Ended): Ended {
  return {
    count: a.count + b.count,
    failed: a.failed + b.failed,
    durations: sumOf(a.durations, b.durations),
  };
}

function sumOf(a: LagHistogram, b: LagHistogram): LagHistogram {
  if (a.total === 0) return b;
  if (b.total === 0) return a;
  const [long, short] = a.counts.length < b.counts.length ? [b, a] : [a, b];
  return {
    counts: long.counts.map((count, bucket) => count + (short.counts[bucket] ?? 0)),
    total: a.total + b.total,
    maxMs: Math.max(a.maxMs, b.maxMs),
  };
}
