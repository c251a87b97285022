import { modelOf } from '../../../catalog/make-plan.ts';
import type { Wish } from '../../../catalog/wish.ts';
import type { Size } from '../../draw.ts';
import { createTheme } from '../../theme.ts';
import type { ScreenId } from '../screen.ts';
import { chosenFrom } from './choice.ts';
import { type Effects, handleKey } from './commands.ts';
import { createRunner } from './runner.ts';
import { cleanCard, type Screen } from './screen.ts';
import type { LabServices } from './services.ts';
import { initialState, reduceLab } from './state.ts';

/**
 * The lab without its picture. It lives outside of React because keys come faster than frames: each key must see what
 * the one before it did, even when a terminal hands over several at once.
 */
type LabStore = {
  /** Everything but the size; a new object with every change. */
  getSnapshot(): Omit<Screen, 'size'>;
  subscribe(listener: () => void): () => void;
  press(key: string, size: Size): void;
  /** Chooses a run from elsewhere, and runs it if asked to. */
  choose(wish: Wish, run: boolean): void;
  /** Names the screen that Esc goes back to; null where nothing lies behind the lab. */
  setBackTo(screen: ScreenId | 'lab' | null): void;
  /** Ends a run under way at once: the person leaves. */
  leave(): void;
};

/** What a lab can do beyond itself. */
type LabEffects = Pick<Effects, 'quit' | 'openMenu' | 'about' | 'back' | 'refusal'>;

/** A lab with nothing run yet. */
export function createLabStore(services: LabServices, beyond: LabEffects): LabStore {
  const { room, environment, initial, onChoice } = services;
  const workloads = services.workloads.map(cleanCard);
  const runner = createRunner(services);
  let snapshot: Omit<Screen, 'size'> = {
    state: initialState(chosenFrom(initial.choice, workloads, modelOf(initial.choice))),
    runs: runner.getSnapshot(),
    workloads,
    room,
    environment,
    theme: createTheme(environment),
    backTo: null,
  };
  const listeners = new Set<() => void>();

  function set(change: Partial<Screen>): void {
    snapshot = { ...snapshot, ...change };
    for (const listener of listeners) listener();
  }

  runner.subscribe(() => set({ runs: runner.getSnapshot() }));

  const effects: Effects = {
    ...beyond,
    dispatch: (action) => set({ state: reduceLab(snapshot.state, action) }),
    start(plan, choice) {
      onChoice(choice);
      runner.start(plan);
    },
    cancel: runner.cancel,
  };

  return {
    getSnapshot: () => snapshot,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    press(key, size) {
      handleKey(key, { ...snapshot, size }, effects);
    },
    leave: runner.leave,
    setBackTo: (backTo) => set({ backTo }),
    choose(wish, run) {
      effects.dispatch({ type: 'chosen', chosen: chosenFrom(wish, workloads, modelOf(wish)) });
      effects.dispatch({ type: 'section', section: 'model' });
      // The size matters to keys that scroll, not to this one.
      if (run) handleKey('r', { ...snapshot, size: { width: 0, height: 0 } }, effects);
    },
  };
}
