import { resample, type Series } from './series.ts';
import { theilSen } from './slope.ts';

/** How fast a figure grew lately: `perMinute` is 0 where it may as well have stood still. */
export type Growth = { readonly overMs: number; readonly perMinute: number };

/** A shorter time tells what the program did a moment ago, not whether it grows. */
const leastMs = 60_000;
/** Points that tell a slope as well as hundreds do, and cost a hundredth. */
const points = 60;

/** How a figure grew in the time that a series of the last minutes covers; null: it is too short. */
export function growthOf({ values, gone, bucketMs, ...rest }: Series): Growth | null {
  const first = values.findIndex((value) => !Number.isNaN(value));
  const fromMs = (gone + Math.max(0, first)) * bucketMs;
  const toMs = (gone + values.length) * bucketMs;
  if (first < 0 || toMs - fromMs < leastMs) return null;
  const spots = resample({ values, gone, bucketMs, ...rest }, fromMs, toMs, points).flatMap((value, at) =>
    Number.isNaN(value) ? [] : [[at, value] as const],
  );
  const slope = theilSen(spots);
  if (slope === null) return null;
  const isSure = slope.low > 0 || slope.high < 0;
  const minutes = (toMs - fromMs) / 60_000;
  return { overMs: toMs - fromMs, perMinute: isSure ? (slope.slope * points) / minutes : 0 };
}
