import type { LoadEvent, LoadNow, LoadStep } from '../protocol/load-events.ts';
import { addBuckets, emptyLagHistogram, type LagHistogram } from './lag-histogram.ts';
import { addToWindow, type Window } from './window.ts';

type Of<T extends LoadEvent['type']> = Extract<LoadEvent, { readonly type: T }>;

/** What Heddle sends a program, and what came of it. */
export type ProgramLoad = {
  /** Null: the program does not listen yet, or never did. */
  readonly started: Omit<Of<'load-started'>, 'type'> | null;
  readonly now: LoadNow | null;
  /** At this rate, of the last minute. */
  readonly latest: Window | null;
  /** The latest, oldest first; of a load that stays they are parts of one. */
  readonly steps: readonly LoadStep[];
  /** In all steps so far, those that are no longer kept included. */
  readonly unsentInSteps: number;
  /** All that ended in steps so far, from when it was due. */
  readonly durations: LagHistogram;
  readonly ended: Omit<Of<'load-ended'>, 'type'> | null;
};

/** A load that rises has some twelve; of one that stays for a day these are the last ten minutes. */
const keptSteps = 120;

const noLoad: ProgramLoad = {
  ...{ started: null, now: null, latest: null, steps: [], unsentInSteps: 0 },
  ...{ durations: emptyLagHistogram, ended: null },
};

const lostIn = ({ failed, unanswered }: LoadNow) => failed + unanswered;

/** The state after one more event. Pure. */
export function reduceLoad(load: ProgramLoad | null, event: LoadEvent): ProgramLoad {
  const before = load ?? noLoad;
  switch (event.type) {
    case 'load-waiting':
      return noLoad;
    case 'load-started': {
      const { type, ...started } = event;
      return { ...noLoad, started };
    }
    case 'load': {
      const isSame = before.now?.ratePerSecond === event.ratePerSecond;
      const ended = {
        count: event.answered - (before.now?.answered ?? 0),
        failed: lostIn(event) - (before.now ? lostIn(before.now) : 0),
        durations: addBuckets(emptyLagHistogram, event.durations, event.longestMs),
      };
      return { ...before, now: event, latest: addToWindow(isSame ? before.latest : null, event.atMs, ended) };
    }
    case 'load-step': {
      const steps = [...before.steps, event].slice(-keptSteps);
      return {
        ...before,
        steps,
        unsentInSteps: before.unsentInSteps + event.unsent,
        durations: addBuckets(before.durations, event.durations, event.longestMs),
      };
    }
    case 'load-ended': {
      const { type, ...ended } = event;
      return { ...before, ended };
    }
  }
}
