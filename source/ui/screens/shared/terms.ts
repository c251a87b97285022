import { verdicts } from '../../../claims/claim.ts';
import { pythonGuide } from '../../../claims/sources.ts';
import { verdictMeanings, verdictSigns, verdictWords } from '../../../claims/verdict-words.ts';
import type { Term } from '../../terms.ts';

/** Which guide it is that the claims come from, and where they are checked. */
export const guideTerm: Term = [
  'the Python guide',
  `${pythonGuide.title}. Its claims are told in our words. They can be checked in Node.js and in Python (--runtime).`,
];

/** What the machine's word on a claim means, by its sign. */
export const verdictTerms: readonly Term[] = verdicts.map((verdict) => [
  `${verdictSigns[verdict]} ${verdictWords[verdict]}`,
  verdictMeanings[verdict],
]);

/** What a run showed some time ago. */
export const keptTerm: Term = [
  'measured …',
  'the day of the last check, which Heddle keeps; it says so if that was another machine or version',
];
