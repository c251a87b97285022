import { wordsOf } from '../../catalog/models.ts';
import { coreWords, count, percent } from '../../format.ts';
import type { Rule } from '../finding.ts';
import { advice } from '../step.ts';
import { fullCores, lanesFor, timeOf, wantedOverThere, workOf } from '../work.ts';

/**
 * Lanes that compute want a core for all of their time but some hundredths (96 to 99 % measured, 3 to 16 of them on two
 * cores). Those that pause in between use the cores while others do: with fewer of them the cores would stand idle.
 */
const wantedByEach = 0.8;

/**
 * More lanes that compute than cores to compute on. Only of cores that the run itself keeps full: elsewhere what its
 * lanes waited is the machine's doing, or timers that woke up late, and many small waits add up to many cores.
 */
export const moreLanesThanCores: Rule = {
  id: 'more-lanes-than-cores',
  looksFor: 'more computing lanes than cores',
  underLoad: 'doubtful',
  unless: ['dispatch-costs-more', 'lock-shared', 'native-threads'],
  find(evidence) {
    const { busyCores, effectiveCores, queuedRatio } = evidence.summary.cpu;
    const work = workOf(evidence);
    const time = work?.pooled ? timeOf(work) : null;
    if (!work || !time || busyCores === null || effectiveCores === null || queuedRatio === null) return null;
    const lanes = work.lanes.length;
    const enough = lanesFor(effectiveCores);
    // Who waits for a lock wants a core as well.
    const wantedCores = (time.cpuMs + time.waitMs + time.lockMs) / work.wallMs;
    if (busyCores < fullCores * effectiveCores || wantedCores < wantedByEach * lanes) return null;
    if (lanes <= enough || wantedCores < wantedOverThere * effectiveCores) return null;
    const waitedRatio =
      time.lockMs > time.waitMs ? (time.lockMs + time.waitMs) / (wantedCores * work.wallMs) : queuedRatio;
    return {
      rule: this.id,
      severity: 'warning',
      saw: `${count(lanes)} lanes on ${coreWords(effectiveCores)} waited ${time.lockMs > time.waitMs ? 'for the lock or a core' : 'for a core'} ${percent(waitedRatio)} of the time`,
      figures: { lanes, busyCores, effectiveCores, queuedRatio, wantedCores },
      why: 'A core runs one lane at a time. More lanes only wait, and cost memory.',
      ...advice({ kind: 'at-once', to: enough }, ': the same speed with less memory'),
      source: wordsOf(evidence.session.plan).pages.cores,
    };
  },
};
