import type { Observation } from '../protocol/observation.ts';
import type { ProgramEvent } from '../protocol/program-events.ts';
import { createProgram, type Program, reduceProgram } from '../session/program.ts';
import { createStore, type Schedule } from '../session/store.ts';

/** A program under observation, with the state that its events make. */
export type Watching = {
  readonly observation: Observation;
  readonly program: Program;
  /** Whether it still goes on as far as Heddle is concerned: it has not ended, and was not detached from. */
  readonly state: 'watched' | 'detached' | 'ended';
  detach(): void;
  /** Asks for a profile of a process of it. */
  profile(pid: number, forMs: number): void;
  /** Leaves it: what was launched is asked to end, what ran before goes on. */
  leave(): void;
};

/** Starts an observation; `onChange` hears of every state that is new, at most once a tick. */
export function startWatching(
  observation: Observation,
  { schedule, onChange }: { readonly schedule: Schedule; onChange(): void },
): Watching {
  const store = createStore<Program, ProgramEvent>(
    { first: createProgram(), reduce: reduceProgram, isLast: (said) => 'ended' in said },
    schedule,
  );
  let isDetached = false;
  store.subscribe(onChange);
  const observed = observation.start(store.push);
  const isOver = () => store.getSnapshot().ended !== null;
  function detach(): void {
    if (isDetached || isOver()) return;
    isDetached = true;
    observed.detach();
    onChange();
  }
  return {
    observation,
    get program() {
      return store.getSnapshot();
    },
    get state() {
      return isOver() ? 'ended' : isDetached ? 'detached' : 'watched';
    },
    detach,
    profile: (pid, forMs) => observed.profile(pid, forMs),
    leave() {
      if (isOver()) return;
      if (observation.how === 'launched') observed.end();
      else detach();
    },
  };
}
