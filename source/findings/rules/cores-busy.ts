import { wordsOf } from '../../catalog/models.ts';
import { runtimeCard } from '../../catalog/runtimes/index.ts';
import { cores, count } from '../../format.ts';
import type { Rule } from '../finding.ts';
import { advice } from '../step.ts';
import { fullCores, workOf } from '../work.ts';

/** As it should be: the lanes use all there is. */
export const coresBusy: Rule = {
  id: 'cores-busy',
  looksFor: 'lanes that keep every core busy',
  underLoad: 'silent',
  unless: [
    'more-lanes-than-cores',
    'native-threads',
    'noisy-machine',
    'quota-throttled',
    'lock-shared',
    'dispatch-costs-more',
    'transfer-costs-more',
    'idle-pool',
  ],
  find(evidence) {
    const { busyCores, effectiveCores } = evidence.summary.cpu;
    const work = workOf(evidence);
    if (!work?.pooled || work.lanes.length < 2 || busyCores === null || effectiveCores === null) return null;
    if (busyCores < fullCores * effectiveCores) return null;
    const lanes = work.lanes.length;
    const { baseline } = runtimeCard(evidence.session.plan.runtime);
    return {
      rule: this.id,
      severity: 'good',
      saw: `${count(lanes)} lanes keep the cores busy: ${cores(busyCores)} of ${cores(effectiveCores)}. More lanes would not help`,
      figures: { busyCores, effectiveCores, lanes },
      why: 'Only less work or more cores can make it faster.',
      ...advice({ kind: 'model', model: baseline }, ' as a baseline'),
      source: wordsOf(evidence.session.plan).pages.cores,
    };
  },
};
