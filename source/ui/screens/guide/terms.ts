import { medianTime, type Term, unmeasuredTerm } from '../../terms.ts';

/** What signs and figures of the guide mean. */
export const guideTerms: readonly Term[] = [
  ['leads to █', 'the model the chosen answer leads to, as things stand'],
  ['leads to ▒', 'models another answer to this question would lead to'],
  ['size', 'how many at once, reckoned from the answers, the cores and the memory here'],
  ['prove', 'three runs of each candidate, in turn, each in a fresh engine'],
  medianTime,
  ['light p99', 'ms within which 99 % of the light requests were answered'],
  ['least – most', 'the fastest and the slowest of the runs'],
  ['agrees', "the verdict's slowest run beats the fastest of what it should beat, by 10 % or more"],
  unmeasuredTerm,
];
