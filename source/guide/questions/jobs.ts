import { said } from '../../catalog/costs.ts';
import { ownLane } from '../lanes.ts';
import { notKnown, noWork, type Question } from '../question.ts';

export const jobs: Question = {
  key: 'jobs',
  text: 'How many tasks are there in all?',
  why: 'One task cannot run beside others, and a few may end before threads or processes have started. How many run at once is another question.',
  options: [
    {
      value: 'many',
      label: 'many, or they keep coming',
      example: 'a server, a queue, a long list',
      because: 'Many tasks can run at the same time.',
    },
    {
      value: 'some',
      label: 'up to a few hundred',
      example: 'a folder of files',
      because: 'They can run at the same time, but there is an end to it.',
    },
    {
      value: 'one',
      label: 'one short task',
      example: 'resize one picture',
      because: 'There is nothing else to run at the same time.',
    },
    notKnown('Heddle assumes many tasks.'),
  ],
  skipped: (known) =>
    noWork(known) ?? (known.scale === 'thousands' ? 'Thousands that wait at once are many tasks.' : null),
  assumes: { value: 'many', caveat: 'Assumed: there are many tasks. A single one gains from no model.' },
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
    {
      id: 'start-up-counts',
      when: (known, model) => known.jobs === 'some' && ownLane(model) !== null,
      text: `Each takes ${said.start} to start, and code runs slower at first: measure it.`,
    },
  ],
};
