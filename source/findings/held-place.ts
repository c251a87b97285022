import { addHeld, isHeldIn, wayOf } from '../session/held-places.ts';
import type { Held } from '../session/vitals.ts';

/**
 * Of all that held a loop the longest of those in the function that held it for most of the time; where no function is known,
 * the longest of all. Null: nothing held it.
 */
export function worstOf(held: readonly Held[]): Held | null {
  const [worst] = held.reduce(addHeld, []);
  // Of one that was caught late it is not known what was called.
  const there = worst ? held.filter((one) => isHeldIn(one, worst) && wayOf(one) === worst.way) : held;
  return there.reduce<Held | null>(
    (most, one) => (most && most.durationMs >= one.durationMs ? most : one),
    null,
  );
}
