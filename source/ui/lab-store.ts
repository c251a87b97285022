import { findModel } from '../catalog/make-plan.ts';
import { chosenFrom } from './choice.ts';
import { handleKey } from './commands.ts';
import type { Size } from './draw.ts';
import type { LabServices } from './lab-services.ts';
import { initialState, reduceLab } from './lab-state.ts';
import { createRunner } from './runner.ts';
import { cleanCard, type Screen } from './screen.ts';
import { createTheme } from './theme.ts';

/**
 * The lab without its picture. It lives outside of React because keys come faster than frames: each key must see what
 * the one before it did, even when a terminal hands over several at once.
 */
export type LabStore = {
  /** Everything but the size; a new object with every change. */
  getSnapshot(): Omit<Screen, 'size'>;
  subscribe(listener: () => void): () => void;
  press(key: string, size: Size): void;
};

/** A lab with nothing run yet; `onQuit` is called when the person wants to leave. */
export function createLabStore(services: LabServices, onQuit: () => void): LabStore {
  const { room, environment, initial, onChoice } = services;
  const workloads = services.workloads.map(cleanCard);
  const runner = createRunner(services);
  const model = findModel(initial.choice.model ?? 'async');
  let snapshot: Omit<Screen, 'size'> = {
    state: initialState(chosenFrom(initial.choice, workloads, model)),
    runs: runner.getSnapshot(),
    workloads,
    room,
    environment,
    theme: createTheme(environment),
  };
  const listeners = new Set<() => void>();

  function set(change: Partial<Screen>): void {
    snapshot = { ...snapshot, ...change };
    for (const listener of listeners) listener();
  }

  runner.subscribe(() => set({ runs: runner.getSnapshot() }));

  return {
    getSnapshot: () => snapshot,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    press(key, size) {
      handleKey(
        key,
        { ...snapshot, size },
        {
          dispatch: (action) => set({ state: reduceLab(snapshot.state, action) }),
          start(plan, choice) {
            onChoice(choice);
            runner.start(plan);
          },
          cancel: runner.cancel,
          quit() {
            runner.leave();
            onQuit();
          },
        },
      );
    },
  };
}
