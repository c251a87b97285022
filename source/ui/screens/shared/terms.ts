import type { Verdict } from '../../../claims/claim.ts';
import { verdictSigns, verdictWords } from '../../../claims/verdict-words.ts';
import type { Term } from '../../terms.ts';

const meanings: Readonly<Record<Verdict, string>> = {
  holds: 'the runs show what the claim says; each claim tells how much is enough',
  'does-not-hold': 'the runs show otherwise',
  differs: 'true elsewhere (in CPython, on other hardware), and not here; a note says why',
  unknown: 'the runs are no evidence: the machine was busy, or chance decided',
};

/** What the machine's word on a claim means, by its sign. */
export const verdictTerms: readonly Term[] = (Object.keys(meanings) as Verdict[]).map((verdict) => [
  `${verdictSigns[verdict]} ${verdictWords[verdict]}`,
  meanings[verdict],
]);

/** What a run showed some time ago. */
export const keptTerm: Term = [
  'measured …',
  'the day of the last run, kept between starts; it says so when Node.js or the machine is another by now',
];
