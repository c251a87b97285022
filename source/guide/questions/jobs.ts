import { isReal, notKnown, type Question } from '../question.ts';

export const jobs: Question = {
  key: 'jobs',
  text: 'Is it one short job, or many jobs?',
  why: 'One short job cannot be divided, and starting a thread or a process for it takes time. Many jobs can run at the same time.',
  options: [
    {
      value: 'one',
      label: 'one short job',
      example: 'resize one picture, fetch one page',
      because: 'There is nothing else to run at the same time.',
    },
    {
      value: 'many',
      label: 'many',
      example: 'a queue, a folder of files, requests',
      because: 'Many jobs can run at the same time.',
    },
    notKnown('Heddle assumes many jobs.'),
  ],
  applies: isReal,
  assumes: { value: 'many', caveat: 'Assumed: there are many jobs. A single one gains from no model.' },
  decides: ['model', 'engine', 'runtime', 'sizing', 'caveats'],
  turns: [
    {
      id: 'one-job',
      when: (known) => known.jobs === 'one',
      to: 'sequential',
      because: 'Starting a thread or a process takes longer than it saves.',
    },
  ],
  caveats: [
    {
      id: 'one-job-elsewhere',
      when: (known) => known.jobs === 'one',
      text: 'If it must not block anything else, such as a server, give it one thread.',
    },
  ],
};
