import { factor, plural } from '../format.ts';
import type { RatioInterval } from '../statistics/ratio-interval.ts';

/** `a`, `a and b`, `a, b and c`. */
export function listed(words: readonly string[], joint: 'and' | 'or' = 'and'): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${joint} ${words.at(-1)}`;
}

/** A ratio as its interval is shown, so that it lies within. */
export function ratioWords({ ratio, low, high }: RatioInterval): string {
  return digits(low) === digits(high) ? `${exactly(ratio)} ×` : factor(ratio);
}

/** How sure a ratio is: `(1.95–2.02, 5 rounds)`; of too few rounds to have an interval, their number. */
export function intervalWords({
  low,
  high,
  rounds,
}: Omit<RatioInterval, 'ratio'> & { readonly rounds: number }): string {
  const isKnown = low > 0 && Number.isFinite(high);
  const show = digits(low) === digits(high) ? exactly : digits;
  return `(${isKnown ? `${show(low)}–${show(high)}, ` : ''}${plural(rounds, 'round')})`;
}

/** A factor without its sign. */
const digits = (value: number) => factor(value).replace(/ ×$/, '');
/** Of ends that would look like one number. */
const exactly = (value: number) => value.toFixed(2);
