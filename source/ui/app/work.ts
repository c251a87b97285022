import type { Batch } from '../../runner/batch.ts';
import { type Batches, createBatches } from '../batches.ts';
import { createRuns, type LabRuns } from '../screens/lab/runs.ts';
import type { ScreenId } from '../screens/screen.ts';
import { signs } from '../theme.ts';
import type { AppServices } from './services.ts';

/** What runs engines in the app: the lab one at a time, other screens batches of them, and never both at once. */
export type Work = {
  readonly runs: LabRuns;
  readonly batches: Batches;
  /** What goes on while that screen is in front, in a few words; null for nothing. */
  elsewhere(at: ScreenId): string | null;
  /** Ends all that is under way at once: the person leaves. */
  leave(): void;
};

/** Nothing is under way yet; `changed` hears of every change of a run. */
export function createWork(services: AppServices, changed: () => void): Work {
  /** The latest one, whichever screen started it. */
  let batch: Batch | null = null;
  const runs = createRuns(services, changed);
  const batches = createBatches({
    ...services,
    refusal: () =>
      runs.getSnapshot().running ? 'A run is under way in the Lab. Wait for it, or cancel it there.' : null,
    onChange(next) {
      batch = next;
      changed();
    },
  });
  return {
    runs,
    batches,
    elsewhere(at) {
      if (batch?.state === 'running')
        return `${signs.running} run ${batch.ended.length + 1} of ${batch.turns.length}`;
      return at !== 'lab' && runs.getSnapshot().running ? `${signs.running} run in the lab` : null;
    },
    leave() {
      batches.stop();
      runs.leave();
    },
  };
}
