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
      because: 'a core is left for whoever has to answer',
    },
    {
      value: 'throughput',
      label: 'as much as possible',
      example: 'a nightly batch',
      because: 'every core works',
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
      when: (known, model) => known.goal === 'latency' && model !== 'sequential',
      text: 'Bound what waits in the queue, refuse the rest: a long queue is slow.',
    },
  ],
};
