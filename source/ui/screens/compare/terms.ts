import { usualRuntime } from '../../../catalog/runtimes/index.ts';
import { timeMargin } from '../../../comparison/judge-pair.ts';
import { percent } from '../../../format.ts';
import { medianTime, type Term, termOf, unmeasuredTerm } from '../../terms.ts';

/** What the figures of a comparison mean. */
export const compareTerms: readonly Term[] = [
  medianTime,
  ['bar', 'up to the median; the line goes on to the longest run'],
  ['×', `${usualRuntime.baseline}'s median time, in the same runtime, divided by this model's: the speed-up`],
  ['✓ ▸ ✗', 'one sign per run: done, under way, failed'],
  [
    'winner',
    `ahead of every other by ${percent(timeMargin.lead - 1)} or more, beyond what chance does (p < ${timeMargin.alpha})`,
  ],
  termOf('loopLagP99Ms'),
  termOf('peakMemoryBytes'),
  termOf('cpuMsPerTask'),
  termOf('startMs'),
  termOf('taskP99Ms'),
  termOf('latencyP99Ms'),
  ['strong, dim', 'the best and the worst of a column, where their runs do not overlap'],
  unmeasuredTerm,
];
