import type { Ending, ProgramEvent, Unobserved } from '../protocol/program-events.ts';
import { createVitals } from './create-vitals.ts';
import { type ProgramLoad, reduceLoad } from './program-load.ts';
import { addOutput } from './reduce-vitals.ts';
import type { Output } from './vitals.ts';
import { createWatch, reduceWatch, type Watch } from './watch.ts';

/** Everything known of a program: of each of its processes by itself, for each has a clock, a loop and a memory of its own. */
export type Program = {
  /** By process number, in the order in which they were first heard of. */
  readonly watches: ReadonlyMap<number, Watch>;
  readonly unobserved: readonly Unobserved[];
  /** What all its processes print, as it comes. */
  readonly output: Output;
  /** What Heddle sends it; null: nothing. */
  readonly load: ProgramLoad | null;
  readonly ended: Ending | null;
};

/** A server that starts a process for each request must not fill the memory: of those that have ended so many are kept. */
const keptEnded = 100;

/** The state before the first event. */
export function createProgram(): Program {
  const { output } = createVitals('running');
  return { watches: new Map(), unobserved: [], output, load: null, ended: null };
}

/** The state after one more event. Pure. */
export function reduceProgram(program: Program, said: ProgramEvent): Program {
  if ('output' in said) return { ...program, output: addOutput(program.output, said.output) };
  if ('load' in said) return { ...program, load: reduceLoad(program.load, said.load) };
  if ('ended' in said) return { ...program, ended: said.ended };
  if ('unobserved' in said)
    return { ...program, unobserved: addUnobserved(program.unobserved, said.unobserved) };
  if ('leftOut' in said) return program;
  const { pid, event } = said;
  // A number that has been given to another process begins anew.
  const before = event.type === 'watch-started' ? createWatch() : (program.watches.get(pid) ?? createWatch());
  const watches = new Map(program.watches).set(pid, reduceWatch(before, event));
  // It was late, and tells of itself after all.
  const isObserved = event.type === 'watch-started' && event.target.how !== 'outside';
  const unobserved = isObserved ? program.unobserved.filter((one) => one.pid !== pid) : program.unobserved;
  return { ...program, unobserved, watches: event.type === 'watch-ended' ? withoutOldest(watches) : watches };
}

function addUnobserved(all: readonly Unobserved[], one: Unobserved): readonly Unobserved[] {
  return [...all.filter(({ pid }) => pid !== one.pid), one].slice(-keptEnded);
}

function withoutOldest(watches: ReadonlyMap<number, Watch>): ReadonlyMap<number, Watch> {
  const ended = [...watches].filter(([, watch]) => watch.ended !== null);
  const surplus = new Set(ended.slice(0, Math.max(0, ended.length - keptEnded)).map(([pid]) => pid));
  return surplus.size === 0 ? watches : new Map([...watches].filter(([pid]) => !surplus.has(pid)));
}
