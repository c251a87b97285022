import { type Verdict, verdicts } from './claim.ts';

/** A verdict in words for people. */
export const verdictWords: Readonly<Record<Verdict, string>> = {
  holds: 'holds',
  'does-not-hold': 'does not hold',
  differs: 'differs here',
  unknown: 'cannot be told',
};

/** Its sign: never by colour alone. */
export const verdictSigns: Readonly<Record<Verdict, string>> = {
  holds: '✓',
  'does-not-hold': '✗',
  differs: '→',
  unknown: '·',
};

const many: Readonly<Record<Verdict, string>> = {
  holds: 'hold',
  'does-not-hold': 'do not hold',
  differs: 'differ here',
  unknown: 'cannot be told',
};

/** `31 hold · 2 do not hold · 5 differ here`; verdicts that nobody got are left out. */
export function tally(given: readonly Verdict[]): string {
  return verdicts
    .map((verdict) => ({ verdict, count: given.filter((one) => one === verdict).length }))
    .filter(({ count }) => count > 0)
    .map(({ verdict, count }) => `${count} ${many[verdict]}`)
    .join(' · ');
}
