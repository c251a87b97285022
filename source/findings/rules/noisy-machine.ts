import { percent } from '../../format.ts';
import { takenByOthers } from '../../session/processor.ts';
import type { Rule } from '../finding.ts';
import { sources } from '../sources.ts';
import { advice } from '../step.ts';
import { workOf } from '../work.ts';

/** Others took a share of the cores: the run says as much about them as about its model. */
export const noisyMachine: Rule = {
  id: 'noisy-machine',
  looksFor: 'other programs that used the cores while lanes computed',
  underLoad: 'times',
  // A quota that holds lanes back looks the same from inside; and a main loop that is busy, or threads of native code, take their cores themselves.
  unless: ['quota-throttled', 'transfer-costs-more', 'dispatch-costs-more', 'native-threads'],
  find(evidence) {
    const queuedRatio = takenByOthers(evidence.summary);
    if (queuedRatio === null || !workOf(evidence)) return null;
    return {
      rule: this.id,
      severity: 'warning',
      saw: `The machine was busy: this run waited for a core ${percent(queuedRatio)} of the time`,
      figures: { queuedRatio },
      why: 'Other programs slowed this run down: do not compare its times.',
      ...advice({ kind: 'again' }, ' when the machine is quiet'),
      source: sources.runQueue,
    };
  },
};
