import { isReal, notKnown, type Question } from '../question.ts';

export const jobs: Question = {
  key: 'jobs',
  text: 'One short job, or many?',
  why: 'Models share out jobs. A single one cannot be shared out, and a lane has to be started first.',
  options: [
    {
      value: 'one',
      label: 'one short job',
      example: 'resize one picture, fetch one page',
      because: 'a single job has nothing to run beside',
    },
    {
      value: 'many',
      label: 'many',
      example: 'a queue, a folder of files, requests',
      because: 'many jobs can run side by side',
    },
    notKnown('most questions of this kind are about many'),
  ],
  applies: isReal,
  assumes: { value: 'many', caveat: 'Assumed that there are many jobs: a single one gains from no model.' },
  decides: ['model', 'engine', 'runtime', 'sizing', 'caveats'],
  turns: [
    {
      id: 'one-job',
      when: (known) => known.jobs === 'one',
      to: 'sequential',
      because: 'starting a thread or a process takes longer than it saves',
    },
  ],
  caveats: [
    {
      id: 'one-job-elsewhere',
      when: (known) => known.jobs === 'one',
      text: 'Where it must not hold up something else (a server), give it one thread.',
    },
  ],
};
