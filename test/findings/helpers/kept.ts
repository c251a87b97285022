import type { Kept } from '../../../source/session/state.ts';

const mb = 1e6;

/** What a lane had in use, in MB, by tasks that had begun and that had ended. */
type Used = (ended: number, begun: number) => number;

type Figures = { tasks?: number; atOnce?: number } & Partial<Kept>;

/**
 * What a lane tells of a thousand tasks, if nobody says otherwise, eight at once: it began with 10 MB, and keeps so many.
 * It looked about a hundred times.
 */
export function keptOf(used: Used, keptMb: number, figures: Figures = {}): Kept {
  const { tasks = 1000, atOnce = 8, ...known } = figures;
  const looks: Kept['looks'] = [];
  const look = (begun: number, ended: number) =>
    looks.push({ begun, ended, usedBytes: used(ended, begun) * mb });
  const step = Math.max(1, Math.round(tasks / 100));
  for (let begun = 1; begun < atOnce; begun += step) look(begun, 0);
  for (let ended = 0; ended < tasks; ended += step) look(Math.min(tasks, ended + atOnce), ended);
  look(tasks, tasks);
  return {
    lane: 0,
    beganBytes: 10 * mb,
    keptBytes: keptMb * mb,
    beganBufferBytes: 0,
    keptBufferBytes: 0,
    heapLimitBytes: null,
    looks,
    ...known,
  };
}
