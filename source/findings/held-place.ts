import { addHeld, isHeldIn } from '../session/held-places.ts';
import type { Held } from '../session/vitals.ts';

/**
 * Of all that held a loop the longest of those in the function that held it for most of the time; where no function is known,
 * the longest of all. Null: nothing held it.
 */
export function worstOf(held: readonly Held[]): Held | null {
  const [worst] = held.reduce(addHeld, []);
  const there = worst ? held.filter((one) => isHeldIn(one, worst)) : held;
  return there.reduce<Held | null>(
    (most, one) => (most && most.durationMs >= one.durationMs ? most : one),
    null,
  );
}
