import { starvingQueues } from '../protocol/held.ts';
import type { Look } from './look.ts';

type Queue = (typeof starvingQueues)[number];

/**
 * Tells from looks at one freeze whether queues kept the loop from its turn. Each look leaves a callback in both of them.
 * One long call lets neither run. Where one queue never gets empty, its own callback runs, and the other one does not. Both run
 * where two queues refill each other, and also where there are many callbacks in one turn, such as timers that are due
 * together, as Node empties both queues between them: then it is known whether such a callback has begun.
 */
export class Starvation {
  #before: Look | null = null;
  readonly #counts: Record<Between, number> = { microtasks: 0, ticks: 0, both: 0, oneCall: 0, several: 0 };

  add(look: Look): void {
    if (this.#before) this.#counts[between(this.#before, look)]++;
    this.#before = look;
  }

  /** The queue that did it, for longer than any one call; null: none did. */
  get by(): Queue | null {
    const { oneCall, several, ...queues } = this.#counts;
    const starved = queues.microtasks + queues.ticks + queues.both;
    if (starved <= oneCall || starved < leastShare * (starved + oneCall + several)) return null;
    return starvingQueues.reduce((most, one) => (queues[one] > queues[most] ? one : most));
  }
}

/** What ran from one look to the next: queues alone, one call that did not end, or callbacks that say nothing of a queue. */
type Between = Queue | 'oneCall' | 'several';

/** Of the looks. Queues alone never run by chance, but end now and then where many tasks starve the loop in a row. */
const leastShare = 0.25;

/** Tasks that begin one after another come by way of the microtasks, too: then they hold the loop in a row. */
function between(before: Look, { begun, ran: { microtask, tick, callback } }: Look): Between {
  if (microtask === false && tick === false) return 'oneCall';
  if (begun !== before.begun || microtask === null || tick === null) return 'several';
  if (microtask !== tick) return microtask ? 'microtasks' : 'ticks';
  return callback === false ? 'both' : 'several';
}
