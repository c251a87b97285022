import { bytes } from '../../format.ts';
import { isReal, type Machine, notKnown, type Question, type Reading } from '../question.ts';

/** What each answer allows the program with all its lanes, in bytes; null: what is free on this machine. */
export const budgets: Readonly<Record<string, number | null>> = { '256mb': 256e6, '1gb': 1e9, more: null };

export const memory: Question = {
  key: 'memory',
  text: 'How much memory may it take?',
  why: 'Node.js takes 50 MB, one more process 15 (beside what they share), a worker thread 13, a promise 1 KB.',
  options: [
    {
      value: '256mb',
      label: 'up to 256 MB',
      example: 'a small container',
      because: 'room for half a dozen lanes of Node.js, no more',
    },
    {
      value: '1gb',
      label: 'up to 1 GB',
      example: 'a usual container',
      because: 'room for some thirty lanes of Node.js, and for their work',
    },
    {
      value: 'more',
      label: 'more',
      example: 'a machine of its own',
      because: 'memory is not what limits it',
    },
    notKnown('what is free on this machine'),
  ],
  applies: isReal,
  assumes: { value: 'more', caveat: 'Assumed that it may take what is free on this machine.' },
  decides: ['sizing', 'caveats'],
  turns: [],
  caveats: [],
  measure: { by: 'machine', read: readMemory },
};

function readMemory({ availableMemoryBytes }: Machine): Reading {
  const saw = `${bytes(availableMemoryBytes)} are free on this machine.`;
  if (availableMemoryBytes <= budgets['256mb']!) return { value: '256mb', saw };
  return { value: availableMemoryBytes <= budgets['1gb']! ? '1gb' : 'more', saw };
}
