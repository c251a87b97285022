import { percent } from '../../../format.ts';
import { asGood } from '../../../guide/judge-proof.ts';
import { medianTime, type Term, unmeasuredTerm } from '../../terms.ts';

/** What signs and figures of the guide mean. */
export const guideTerms: readonly Term[] = [
  ['leads to █', 'the model that the selected answer leads to, with your other answers'],
  ['leads to ▒', 'models that other answers to this question lead to'],
  ['size', 'how many at once: computed from your answers and from the cores and memory of this machine'],
  ['prove', 'three runs of each model, in turn, each in a fresh engine process'],
  medianTime,
  ['rounds ✓·', 'runs of a model that have ended, and those still to come; they may become more'],
  ['light p99', 'time within which 99 % of the light requests were answered'],
  ['least – most', 'the fastest and the slowest of the runs'],
  [
    'agrees',
    `the verdict's slowest run is faster than the fastest run of the models it should beat, and its median by ${percent(asGood - 1)} or more`,
  ],
  unmeasuredTerm,
];
