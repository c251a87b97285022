import { noPoints, type Point, type Points } from '../../../source/session/points.ts';
import type { Session } from '../../../source/session/state.ts';

/** What a run held at its samples; what is not said was not measured. */
export type PartsOfPoints = readonly Partial<Point>[];

const unmeasured: Point = {
  atMs: 0,
  ended: 0,
  descriptors: null,
  threads: null,
  children: null,
};

/** A process of which nothing was measured. */
export const oneProcess: Session['processes'][number] = {
  pid: 1,
  role: 'engine',
  cpuMs: null,
  rssBytes: null,
  pssBytes: null,
  heapUsedBytes: null,
  virtualBytes: null,
  descriptorLimit: 1024,
  otherThreads: null,
};

export const pointsOf = (parts: PartsOfPoints = []): Points => ({
  ...noPoints,
  all: parts.map((part) => ({ ...unmeasured, ...part })),
});

type Held = (ended: number) => Partial<Point>;

/** A look at ten moments of a run: what it held when so many tasks had ended. */
const over =
  (tasks: number) =>
  (held: Held): PartsOfPoints =>
    Array.from({ length: 11 }, (_, at) => {
      const ended = (at * tasks) / 10;
      return { atMs: at * 250, ended, ...held(ended) };
    });
export const over100 = over(100);
export const over1000 = over(1000);
