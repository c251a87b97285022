import { type Verdict, verdicts } from './claim.ts';

/** A verdict in words for people. */
export const verdictWords: Readonly<Record<Verdict, string>> = {
  holds: 'holds',
  'does-not-hold': 'does not hold',
  differs: 'differs here',
  unknown: 'inconclusive',
};

/** Its sign: never by colour alone. */
export const verdictSigns: Readonly<Record<Verdict, string>> = {
  holds: '✓',
  'does-not-hold': '✗',
  differs: '→',
  unknown: '·',
};

/** What it means, for whoever sees the word for the first time. */
export const verdictMeanings: Readonly<Record<Verdict, string>> = {
  holds: 'the runs show what the claim says',
  'does-not-hold': 'the runs show something else',
  differs:
    'true elsewhere (in another runtime or version, or on other hardware), but not here; the note says why',
  unknown: 'no verdict: the machine was busy, it may be chance, or a run failed or is missing',
};

const many: Readonly<Record<Verdict, string>> = {
  holds: 'hold',
  'does-not-hold': 'do not hold',
  differs: 'differ here',
  unknown: 'inconclusive',
};
const toldOf = (verdict: Verdict, count: number) => (count === 1 ? verdictWords : many)[verdict];

/** `31 of 39 hold · 2 do not hold · 6 differ here`; verdicts of no claim are left out. `total`: claims there are. */
export function tally(given: readonly Verdict[], total: number): string {
  const counts = verdicts.map((verdict) => ({
    verdict,
    count: given.filter((one) => one === verdict).length,
  }));
  const told = counts.flatMap(({ verdict, count }) => {
    if (verdict === 'holds') return [`${count} of ${total} ${toldOf(verdict, count)}`];
    return count > 0 ? [`${count} ${toldOf(verdict, count)}`] : [];
  });
  const unchecked = total - given.length;
  return [...told, ...(unchecked > 0 ? [`${unchecked} not checked`] : [])].join(' · ');
}
