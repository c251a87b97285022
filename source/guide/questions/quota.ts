import { cores } from '../../format.ts';
import { isReal, type Machine, notKnown, type Question, type Reading } from '../question.ts';

export const quota: Question = {
  key: 'quota',
  text: 'Does it run in a container with a CPU quota?',
  why: 'A quota is a share of time, not of cores: a pool that is too large is stopped in the middle of its work.',
  options: [
    {
      value: 'no',
      label: 'no',
      example: 'a laptop, a virtual machine',
      because: 'the cores that are there may be used',
    },
    {
      value: 'yes',
      label: 'yes',
      example: 'Kubernetes limits, docker --cpus',
      because: 'the quota counts, not the cores the system shows',
    },
    notKnown('this machine is what is known'),
  ],
  applies: isReal,
  assumes: { value: 'no', caveat: 'Assumed that it runs without a CPU quota where it is going to run.' },
  decides: ['caveats'],
  turns: [],
  caveats: [
    {
      id: 'quota-elsewhere',
      when: (known, _, { quotaCores }) => known.quota === 'yes' && quotaCores === null,
      text: 'The sizes are of this machine, which has no quota: ask in the container.',
    },
    {
      id: 'quota-throttles',
      when: (known, _, { quotaCores }) => known.quota === 'yes' && quotaCores !== null,
      text: 'os.cpus() and os.cpu_count() ignore the quota: set the pool size yourself.',
    },
    {
      id: 'quota-here',
      when: (known, _, { quotaCores }) => known.quota === 'no' && typeof quotaCores === 'number',
      text: 'This machine has a quota, and the sizes keep to it: without one take more.',
    },
  ],
  measure: { by: 'machine', read: readQuota },
};

function readQuota({ effectiveCores, quotaCores }: Machine): Reading {
  if (quotaCores !== undefined && quotaCores !== null)
    return { value: 'yes', saw: `A quota of ${cores(quotaCores)} cores holds here.` };
  if (!Number.isInteger(effectiveCores))
    return {
      value: 'yes',
      saw: `${cores(effectiveCores)} cores may be used: only a quota makes a fraction.`,
    };
  return quotaCores === null
    ? { value: 'no', saw: `No quota holds here: all ${cores(effectiveCores)} cores may be used.` }
    : { value: null, saw: `${cores(effectiveCores)} cores may be used; whether by a quota cannot be told.` };
}
