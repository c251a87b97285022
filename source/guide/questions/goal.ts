import { isSerial } from '../../catalog/models.ts';
import { traitsOf } from '../lanes.ts';
import { notKnown, oneTask, type Question } from '../question.ts';

export const goal: Question = {
  key: 'goal',
  text: 'What matters more: quick answers, or the most work done?',
  why: 'A thread or process on every core gets the most work done. One core left free keeps answers quick.',
  options: [
    {
      value: 'latency',
      label: 'quick answers',
      example: 'requests from people',
      because: 'Requests should not wait behind heavy work.',
    },
    {
      value: 'throughput',
      label: 'the most work done',
      example: 'a nightly batch',
      because: 'The total counts, however long one task waits.',
    },
    notKnown('Heddle assumes the most work done.'),
  ],
  skipped: oneTask,
  assumes: {
    value: 'throughput',
    caveat: 'Assumed: the most work done matters more than the slowest answer.',
  },
  decides: ['sizing', 'caveats'],
  turns: [],
  caveats: [
    {
      id: 'bound-the-queue',
      when: (known, model) => known.goal === 'latency' && !isSerial(traitsOf(model)),
      text: 'Limit the queue and refuse the rest: a long queue means slow answers.',
    },
  ],
};
