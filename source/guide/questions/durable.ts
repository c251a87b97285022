import { sharesLoop } from '../../catalog/models.ts';
import { traitsOf } from '../lanes.ts';
import { isPython, notKnown, noWork, type Question } from '../question.ts';

export const durable: Question = {
  key: 'durable',
  text: 'Must work survive a restart, or run on several machines?',
  why: 'Every model ends with its process. To keep work longer, or to use several machines, take an existing job engine.',
  options: [
    {
      value: 'no',
      label: 'no',
      example: 'it can be started again',
      because: 'Lost work can be done again.',
    },
    {
      value: 'jobs',
      label: 'jobs that must not get lost',
      example: 'mails, webhooks',
      because: 'A queue outside the process keeps the jobs.',
    },
    {
      value: 'steps',
      label: 'long work in many steps',
      example: 'orders, pipelines that resume',
      because: 'Every finished step has to be recorded.',
    },
    {
      value: 'arrays',
      label: 'one large computation',
      example: 'arrays over many machines',
      because: 'The data itself has to be distributed.',
    },
    {
      value: 'actors',
      label: 'workers that keep state',
      example: 'a loaded ML model',
      because: 'The state has to stay with its worker.',
    },
    notKnown('Heddle assumes no: most work can be started again.'),
  ],
  // One job can get lost as well.
  skipped: noWork,
  assumes: { value: 'no', caveat: 'Assumed: lost work can simply be started again.' },
  decides: ['engine', 'caveats'],
  turns: [],
  caveats: [
    {
      id: 'run-twice',
      when: (known) => known.durable === 'jobs' || known.durable === 'steps',
      text: 'Such an engine may run a job twice: make every job safe to repeat.',
    },
    {
      id: 'celery-runs-no-loop',
      when: (known, model) => known.durable === 'jobs' && isPython(known) && sharesLoop(traitsOf(model)),
      text: "Celery's workers run no coroutines: use its thread pool, or gevent.",
    },
    {
      id: 'no-such-engine-in-node',
      when: (known) => known.runtime === 'node' && (known.durable === 'arrays' || known.durable === 'actors'),
      text: 'Node.js has nothing like Dask or Ray: a job queue comes closest.',
    },
  ],
};
