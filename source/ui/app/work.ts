import type { Observation } from '../../protocol/observation.ts';
import type { Batch } from '../../runner/batch.ts';
import { startWatching, type Watching } from '../../runner/watching.ts';
import { shortCommand } from '../../session/program-words.ts';
import { type Batches, createBatches } from '../batches.ts';
import { createRuns, type LabRuns } from '../screens/lab/runs.ts';
import type { ScreenId } from '../screens/screen.ts';
import { signs } from '../theme.ts';
import type { AppServices } from './services.ts';

/** What runs engines in the app: the lab one at a time, other screens batches of them, and never both at once. */
export type Work = {
  readonly runs: LabRuns;
  readonly batches: Batches;
  /** Watches a program from now on, in the stead of the one before. */
  watch(observation: Observation, changed: () => void): Watching;
  /** What the person is asked before leaving: something would end that is not Heddle's own; null for nothing. */
  question(): string | null;
  /** What goes on while that screen is in front, in a few words; null for nothing. */
  elsewhere(at: ScreenId): string | null;
  /** Ends all that is under way at once: the person leaves. */
  leave(): void;
};

/** Nothing is under way yet; `changed` hears of every change of a run. */
export function createWork(services: AppServices, changed: () => void): Work {
  /** The latest one, whichever screen started it. */
  let batch: Batch | null = null;
  let watching: Watching | null = null;
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
    watch(observation, onChange) {
      watching?.leave();
      watching = startWatching(observation, { schedule: services.schedule, onChange });
      return watching;
    },
    question() {
      if (watching?.observation.how !== 'launched' || watching.state === 'ended') return null;
      return `Press q again to leave: ${shortCommand(watching.observation.command)} is then asked to end (SIGTERM).`;
    },
    elsewhere(at) {
      if (batch?.state === 'running')
        return `${signs.running} run ${batch.ended.length + 1} of ${batch.turns.length}`;
      if (at !== 'watch' && watching?.state === 'watched')
        return `${signs.running} watching ${shortCommand(watching.observation.command)}`;
      return at !== 'lab' && runs.getSnapshot().running ? `${signs.running} run in the lab` : null;
    },
    leave() {
      batches.stop();
      runs.leave();
      watching?.leave();
    },
  };
}
