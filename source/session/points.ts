import type { RunEventOf } from '../protocol/events.ts';
import type { Measured } from '../protocol/units.ts';

/** What a run held at one of its samples, and how many tasks had ended by then: engine and lanes together. */
export type Point = {
  readonly atMs: number;
  readonly ended: number;
  readonly descriptors: Measured;
  readonly threads: Measured;
  /** Processes that the work has started and that have not ended. */
  readonly children: Measured;
};

/** Of more points every second one is left out, and from then on every second one that comes. */
const mostPoints = 240;

/** Points, oldest first; `every`: one of so many samples is kept, `seen`: samples so far. */
export type Points = {
  readonly every: number;
  readonly seen: number;
  readonly all: readonly Point[];
};

export const noPoints: Points = { every: 1, seen: 0, all: [] };

/** The points after one more sample, by which so many tasks had ended. */
export function addPoint(
  points: Points,
  ended: number,
  { atMs, processes, figures }: RunEventOf<'sample'>,
): Points {
  const { every, seen, all } = points;
  if (seen % every !== 0) return { ...points, seen: seen + 1 };
  const next = { every, seen: seen + 1 };
  const own = processes.filter(({ role }) => role !== 'server');
  const after = [
    ...all,
    {
      atMs,
      ended,
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
