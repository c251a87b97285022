import { isSerial } from '../../catalog/models.ts';
import { traitsOf } from '../lanes.ts';
import { isReal, notKnown, type Question } from '../question.ts';

export const goal: Question = {
  key: 'goal',
  text: 'Short answers, or as much as possible done?',
  why: 'A pool as large as the machine gets most done; one core less keeps answers quick.',
  options: [
    {
      value: 'latency',
      label: 'short answers',
      example: 'requests of people',
      because: 'nobody who asks should stand in line behind the work',
    },
    {
      value: 'throughput',
      label: 'as much as possible',
      example: 'a nightly batch',
      because: 'what gets done counts, however long a task waits',
    },
    notKnown('getting it done is what most want'),
  ],
  applies: isReal,
  assumes: {
    value: 'throughput',
    caveat: 'Assumed that getting much done matters more than the slowest answer.',
  },
  decides: ['sizing', 'caveats'],
  turns: [],
  caveats: [
    {
      id: 'bound-the-queue',
      when: (known, model) => known.goal === 'latency' && !isSerial(traitsOf(model)),
      text: 'Bound what waits in the queue, refuse the rest: a long queue is slow.',
    },
  ],
};
