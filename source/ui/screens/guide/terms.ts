import { percent } from '../../../format.ts';
import { asGood } from '../../../guide/judge-proof.ts';
import { medianTime, type Term, unmeasuredTerm } from '../../terms.ts';
import type { GuideView } from './state.ts';

/** What signs and figures of questions, verdicts and their proof mean. */
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

/** What the figures of measured work mean. */
export const workTerms: readonly Term[] = [
  ['rounds ✓·', 'rounds of a model that have ended, and those still to come; they may become more'],
  ['(1.95–2.02)', 'between these the true ratio is, with a certainty of 95 % (90 % after 3 rounds)'],
  ['p50, p99', 'at a rate: half of the answers, and 99 % of them, took no longer, from when they fell due'],
  ['kept up', 'at a rate: whether the model worked as fast as requests fell due'],
  ['in all', 'of a batch: the whole of it, with the start of lanes and warm-up'],
  ['per task', 'wall time per task once the work is warm, with all lanes at work'],
  ['memory', 'the most that the engine process and its lanes had in memory (PSS)'],
  ['CPU per task', 'processor time per task, in all threads and processes'],
  ['lag p99', 'the event loop was late by no more than this in 99 % of the looks at it'],
  ['start', 'from the start of the engine process to the first task'],
  unmeasuredTerm,
];

/** Those of what is in front. */
export const termsOf = (view: GuideView['kind']): readonly Term[] =>
  view === 'work' || view === 'file' ? workTerms : guideTerms;
