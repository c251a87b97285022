import { bytes, seconds } from '../../format.ts';
import type { Moment } from '../../session/moments.ts';
import { latestMs } from '../../session/series.ts';
import { theilSen } from '../../session/slope.ts';
import type { Vitals } from '../../session/vitals.ts';
import type { Watch } from '../../session/watch.ts';
import { leastGrownBytes } from '../rules/memory-grows.ts';
import { sources } from '../sources.ts';
import { mostlyBuffersRatio, whereKept } from '../where-kept.ts';
import type { WatchRule } from './rule.ts';

/** What is seen of what full collections leave: each has to leave more, and of fewer the first may be the start's. */
const fewestCollections = 5;
/** Where nobody knows what is kept: RSS rises for minutes after a start, as heaps and caches take their size. */
const leastRssMs = 300_000;
/** A cache that fills and stops rises in the first half only; what goes on does so in the second at least half as fast. */
const goesOnRatio = 0.5;
/** One in ten seconds: the slope of more costs more than it tells. */
const mostPoints = latestMs / 10_000;
/** What is full within an hour is somebody's evening. */
const soonMs = 3_600_000;

/** Memory that rises, and that no collection frees. */
export const memoryGrows: WatchRule = {
  id: 'memory-grows',
  looksFor: 'memory that rises and that no full collection frees',
  find(watch) {
    const growth = keptGrowth(watch.moments) ?? rssGrowth(watch.moments);
    if (!growth) return [];
    const { grownBytes, overMs, perMs, isKept } = growth;
    const fullInMs = roomBytes(watch, isKept) / perMs;
    const runtime = watch.started?.engine?.runtime ?? null;
    return [
      {
        rule: this.id,
        subject: null,
        severity: fullInMs < soonMs ? 'problem' : 'warning',
        saw: `Memory grows by ${bytes(perMs * 60_000)} a minute: ${bytes(grownBytes)} more in the last ${seconds(overMs)}`,
        figures: {
          bytesPerMinute: Math.round(perMs * 60_000),
          grownBytes: Math.round(grownBytes),
          overMs: Math.round(overMs),
          ...(Number.isFinite(fullInMs) ? { fullInMs: Math.round(fullInMs) } : {}),
        },
        why: `${isKept ? 'No full collection frees it.' : 'It has not come down since.'} ${Number.isFinite(fullInMs) ? `At this rate it is full in about ${seconds(fullInMs)}.` : 'It ends where memory does.'}`,
        next: whereKept(runtime, growth.areBuffers),
        step: null,
        source: sources.slope,
      },
    ];
  },
};

type Growth = {
  readonly grownBytes: number;
  readonly overMs: number;
  readonly perMs: number;
  /** What full collections leave, and not what the system gave. */
  readonly isKept: boolean;
  readonly areBuffers: boolean;
};

/** Of what is in use after each full collection: null where it does not grow, or where there were too few of them. */
function keptGrowth(moments: readonly Moment[]): Growth | null {
  const after = moments.filter(
    ({ keptBytes }, at) => keptBytes !== null && keptBytes !== moments[at - 1]?.keptBytes,
  );
  if (after.length < fewestCollections) return null;
  const growth = growthOf(after.map(({ atMs, keptBytes }) => [atMs, keptBytes!]));
  const buffers = (after.at(-1)!.keptBufferBytes ?? 0) - (after[0]!.keptBufferBytes ?? 0);
  return growth && { ...growth, isKept: true, areBuffers: buffers >= mostlyBuffersRatio * growth.grownBytes };
}

/** Of what the system gave it: only where no full collection tells what is kept. */
function rssGrowth(moments: readonly Moment[]): Growth | null {
  if (moments.some(({ keptBytes }) => keptBytes !== null)) return null;
  const points = moments.flatMap(({ atMs, rssBytes }) =>
    rssBytes === null ? [] : [[atMs, rssBytes] as const],
  );
  const growth = growthOf(points);
  return growth && growth.overMs >= leastRssMs ? { ...growth, isKept: false, areBuffers: false } : null;
}

/** With a confidence of 95 % it grows at all, and it goes on. */
function growthOf(
  all: readonly (readonly [atMs: number, bytes: number])[],
): Pick<Growth, 'grownBytes' | 'overMs' | 'perMs'> | null {
  const every = Math.ceil(all.length / mostPoints);
  const points = all.filter((_, at) => (all.length - 1 - at) % every === 0);
  const slope = theilSen(points);
  const later = theilSen(points.slice(points.length >> 1));
  if (!slope || !later || slope.low <= 0 || later.slope < goesOnRatio * slope.slope) return null;
  const overMs = points.at(-1)![0] - points[0]![0];
  const grownBytes = slope.slope * overMs;
  return grownBytes < leastGrownBytes ? null : { grownBytes, overMs, perMs: slope.slope };
}

/** Until its heap or the memory of the machine, or container, is full; infinite where no limit is known. */
function roomBytes({ started, memory, moments }: Pick<Watch, 'moments'> & Vitals, isKept: boolean): number {
  if (!started) return Number.POSITIVE_INFINITY;
  const { memoryBytes, memoryLimitBytes } = started.machine;
  const { keptBytes = null, keptBufferBytes = null } = moments.at(-1) ?? {};
  const heapLimit = isKept ? (started.engine?.heapLimitBytes ?? null) : null;
  const heap =
    heapLimit === null || keptBytes === null ? null : heapLimit - keptBytes + (keptBufferBytes ?? 0);
  const machine = (memoryLimitBytes ?? memoryBytes) - (memory.rssBytes ?? 0);
  return Math.max(0, Math.min(machine, heap ?? machine));
}
