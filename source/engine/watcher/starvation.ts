import type { VitalEventOf } from '../../protocol/vital-events.ts';
import type { Look } from '../look.ts';

type Queue = NonNullable<VitalEventOf<'held'>['starvedBy']>;

/**
 * Tells from looks at one freeze whether a queue kept the loop from its turn. Each look leaves a callback in both queues.
 * One long call lets neither of them run. Many callbacks in one turn, such as timers that are due together, let both run, as
 * Node empties both queues between them. Where one queue never gets empty, its own callback runs, and the other one does not.
 */
export class Starvation {
  #before: Look | null = null;
  readonly #counts: Record<Between, number> = { microtasks: 0, ticks: 0, oneCall: 0, several: 0 };

  add(look: Look): void {
    if (this.#before) this.#counts[between(this.#before, look)]++;
    this.#before = look;
  }

  /** The queue that did it, for longer than any one call; null: none did. */
  get by(): Queue | null {
    const { microtasks, ticks, oneCall, several } = this.#counts;
    const queue = microtasks > ticks ? 'microtasks' : 'ticks';
    const starved = this.#counts[queue];
    const all = microtasks + ticks + oneCall + several;
    return starved > oneCall && starved >= leastShare * all ? queue : null;
  }
}

/** What ran from one look to the next: one queue alone, one call that did not end, or callbacks that say nothing of a queue. */
type Between = Queue | 'oneCall' | 'several';

/** Of the looks. One queue alone never runs by chance, but ends now and then where many tasks starve the loop in a row. */
const leastShare = 0.25;

/** Tasks that begin one after another come by way of the microtasks, too: then they hold the loop in a row. */
function between(before: Look, { begun, ran: { microtask, tick } }: Look): Between {
  if (microtask === false && tick === false) return 'oneCall';
  if (begun !== before.begun || microtask === null || tick === null || microtask === tick) return 'several';
  return microtask ? 'microtasks' : 'ticks';
}
