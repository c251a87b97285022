import { coreWords, duration } from '../../format.ts';
import type { Rule } from '../finding.ts';
import { sources } from '../sources.ts';
import { advice } from '../step.ts';
import { lanesFor, workOf } from '../work.ts';

/** What is left of a start's last period is a moment; a tenth of all the time is more than that. */
const feltRatio = 0.1;

/** The container's CPU quota stopped the run for a part of every period. */
export const quotaThrottled: Rule = {
  id: 'quota-throttled',
  looksFor: 'time in which the CPU quota of the container stopped the run',
  underLoad: 'times',
  find(evidence) {
    const { started, cpu } = evidence.session;
    const quotaCores = started?.machine.quotaCores ?? null;
    const work = workOf(evidence);
    if (!work || cpu.throttledMs === null || cpu.throttledBeforeMs === null || quotaCores === null)
      return null;
    // Loading and starting are not the work.
    const throttledMs = cpu.throttledMs - cpu.throttledBeforeMs;
    const throttledRatio = throttledMs / work.wallMs;
    if (throttledRatio < feltRatio) return null;
    const enough = lanesFor(quotaCores);
    return {
      rule: this.id,
      severity: 'warning',
      // On several cores at once it is stopped on each: the sum may be more than the run.
      saw: `The CPU quota of ${coreWords(quotaCores)} stopped it for ${duration(throttledMs)} of ${duration(work.wallMs)} (sum over cores)`,
      figures: { throttledMs, throttledRatio, quotaCores },
      why: 'When the quota of a 0.1 s period is used up, all lanes stop until the next.',
      ...(work.pooled && work.lanes.length > enough
        ? advice({ kind: 'at-once', to: enough }, ': more lanes only use up the quota sooner')
        : { next: 'Raise the CPU quota of the container (cpu.max): the work needs more', step: null }),
      source: sources.bandwidth,
    };
  },
};
