import { cores, count, percent } from '../format.ts';
import type { Rule } from './finding.ts';
import { sources } from './sources.ts';
import { lanesFor, workOf } from './work.ts';

/** Lanes that want this many times the cores there are hold each other up; with less there is a core for each in turn. */
const wantedOverThere = 1.25;

/** More lanes that compute than cores to compute on. */
export const moreLanesThanCores: Rule = {
  id: 'more-lanes-than-cores',
  looksFor: 'lanes that compute and queue for each other',
  unless: ['dispatch-costs-more'],
  find(evidence) {
    const { effectiveCores, queuedRatio } = evidence.summary.cpu;
    const work = workOf(evidence);
    if (!work?.pooled || work.computingRatio === null || effectiveCores === null || queuedRatio === null)
      return null;
    const lanes = work.lanes.length;
    const enough = lanesFor(effectiveCores);
    const wantedCores = work.computingRatio * lanes;
    if (lanes <= enough || wantedCores < wantedOverThere * effectiveCores) return null;
    return {
      rule: this.id,
      severity: 'warning',
      saw: `${count(lanes)} lanes on ${cores(effectiveCores)} cores queued for one ${percent(queuedRatio)} of the time`,
      figures: { lanes, effectiveCores, queuedRatio, wantedCores },
      why: 'A core computes one thing at a time: further lanes cost memory, and wait.',
      next: `Try ${count(enough)} at once: the same speed for less memory`,
      source: sources.cores,
    };
  },
};
