import { said } from '../../catalog/costs.ts';
import { bytes } from '../../format.ts';
import { type Machine, notKnown, oneTask, type Question, type Reading } from '../question.ts';

/** What each answer allows the program with all its lanes, in bytes; null: what is free on this machine. */
export const budgets: Readonly<Record<string, number | null>> = { '256mb': 256e6, '1gb': 1e9, more: null };

export const memory: Question = {
  key: 'memory',
  text: 'How much memory may your program use?',
  why: `It limits how many run at once. In Node.js the program takes ${said.program}, each further process ${said.process}, each thread ${said.thread}, a waiting promise ${said.promise}.`,
  options: [
    {
      value: '256mb',
      label: 'up to 256 MB',
      example: 'a small container',
      because: 'In Node.js, about six threads or processes fit.',
    },
    {
      value: '1gb',
      label: 'up to 1 GB',
      example: 'a usual container',
      because: 'In Node.js, about thirty threads or processes fit.',
    },
    {
      value: 'more',
      label: 'more',
      example: 'a machine of its own',
      because: 'Memory is not the limit.',
    },
    notKnown('Heddle uses what is free on this machine.'),
  ],
  skipped: oneTask,
  assumes: { value: 'more', caveat: 'Assumed: it may use the memory that is free on this machine.' },
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
