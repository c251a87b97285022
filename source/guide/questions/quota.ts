import { cores, coreWords } from '../../format.ts';
import { type Machine, notKnown, oneTask, type Question, type Reading } from '../question.ts';

export const quota: Question = {
  key: 'quota',
  text: 'Will it run in a container with a CPU limit (a quota)?',
  why: 'A quota limits CPU time, not cores: a pool that is too large is paused in the middle of its work. Your answer adds warnings.',
  options: [
    {
      value: 'no',
      label: 'no',
      example: 'a laptop, a virtual machine',
      because: 'It may use all cores.',
    },
    {
      value: 'yes',
      label: 'yes',
      example: 'Kubernetes limits, docker --cpus',
      because: 'The quota counts, not the cores that the system shows.',
    },
    notKnown('Heddle assumes no quota.'),
  ],
  skipped: oneTask,
  assumes: { value: 'no', caveat: 'Assumed: there is no CPU quota where it will run.' },
  decides: ['caveats'],
  turns: [],
  caveats: [
    {
      id: 'quota-elsewhere',
      when: (known, _, { quotaCores }) => known.quota === 'yes' && quotaCores === null,
      text: 'The sizes are for this machine without a quota: run heddle in the container.',
    },
    {
      id: 'quota-throttles',
      when: (known, _, { quotaCores }) => known.quota === 'yes' && quotaCores !== null,
      text: 'os.cpus() and os.cpu_count() ignore the quota: set the pool size yourself.',
    },
    {
      id: 'quota-here',
      when: (known, _, { quotaCores }) => known.quota === 'no' && typeof quotaCores === 'number',
      text: 'This machine has a quota, and the sizes respect it: without one use more.',
    },
  ],
  measure: { by: 'machine', read: readQuota },
};

function readQuota({ effectiveCores, quotaCores }: Machine): Reading {
  if (quotaCores !== undefined && quotaCores !== null)
    return { value: 'yes', saw: `This machine has a quota of ${coreWords(quotaCores)}.` };
  if (!Number.isInteger(effectiveCores))
    return {
      value: 'yes',
      saw: `Usable cores: ${cores(effectiveCores)}. Only a quota gives a fraction.`,
    };
  return quotaCores === null
    ? { value: 'no', saw: `There is no quota here. Usable cores: ${cores(effectiveCores)}.` }
    : {
        value: null,
        saw: `Usable cores: ${cores(effectiveCores)}. Heddle cannot see whether a quota sets that.`,
      };
}
