import type { RunEventOf } from '../protocol/events.ts';
import type { Measured } from '../protocol/units.ts';

/** What a run held at one of its samples, and how many tasks had ended by then: engine and lanes together. */
export type Point = {
  readonly atMs: number;
  readonly ended: number;
  /**
   * Of the main loop's lane: heap and buffers after the latest full collection, and after the latest of any kind; the latter
   * is null where there was none since the point before.
   */
  readonly keptBytes: Measured;
  readonly usedBytes: Measured;
  readonly rssBytes: Measured;
  readonly descriptors: Measured;
  readonly threads: Measured;
  /** Processes that the work has started and that have not ended. */
  readonly children: Measured;
};

/** Of more points every second one is left out, and from then on every second one that comes. */
const mostPoints = 240;

/** Points, oldest first; `every`: one of so many samples is kept, `seen`: samples so far; `collectorMs`: of the
 * main loop's lane, as of the last point. */
export type Points = {
  readonly every: number;
  readonly seen: number;
  readonly all: readonly Point[];
  readonly collectorMs: Measured;
};

export const noPoints: Points = { every: 1, seen: 0, all: [], collectorMs: null };

/** The points after one more sample, by which so many tasks had ended. */
export function addPoint(
  points: Points,
  ended: number,
  { atMs, lanes, processes, figures }: RunEventOf<'sample'>,
): Points {
  const { every, seen, all } = points;
  if (seen % every !== 0) return { ...points, seen: seen + 1 };
  const main = lanes.find(({ lane }) => lane === 0);
  const collectorMs = main?.collectorMs ?? null;
  const next = { every, seen: seen + 1, collectorMs };
  const own = processes.filter(({ role }) => role !== 'server');
  const after = [
    ...all,
    {
      atMs,
      ended,
      keptBytes: main?.keptBytes ?? null,
      usedBytes: collectorMs === points.collectorMs ? null : (main?.usedBytes ?? null),
      rssBytes: sum(own.map(({ rssBytes }) => rssBytes)),
      descriptors: sum(own.map(({ descriptors }) => descriptors)),
      threads: sum(own.map(({ threads }) => threads)),
      children: figures.find(({ name }) => name === 'childProcesses')?.value ?? null,
    },
  ];
  return after.length < mostPoints
    ? { ...next, all: after }
    : { ...next, every: 2 * every, all: after.filter((_, at) => at % 2 === 0) };
}

/** Null when nothing was measured or when a part is missing. */
function sum(values: readonly Measured[]): Measured {
  return values.length === 0
    ? null
    : values.reduce((all, value) => (all === null || value === null ? null : all + value), 0 as Measured);
}
