import { sharedTerms, type Term } from '../../terms.ts';

/** What the figures of a comparison mean. */
export const compareTerms: readonly Term[] = [
  ['time', `${sharedTerms.time[1]}; the median of the runs`],
  ['bar', 'ends at the median; the line through it goes from the least to the most'],
  ['×', "sequential's median time through this model's: the speed-up"],
  ['✓ ▸ ✗', 'a run each: done, under way, failed'],
  ['winner', "its slowest run beats every other model's fastest, and its median is 5 % ahead"],
  sharedTerms.lagP99,
  sharedTerms.memory,
  ['CPU a task', 'ms of processor time of the engine and its lanes, by the number of tasks'],
  sharedTerms.start,
  ['task p99', 'ms that 99 % of the tasks took at most'],
  ['strong, dim', 'the best and the worst of a column, where their runs do not overlap'],
  sharedTerms.unmeasured,
];
