import { sharesLoop } from '../../catalog/models.ts';
import { traitsOf } from '../lanes.ts';
import { isPython, isWork, notKnown, type Question } from '../question.ts';

export const durable: Question = {
  key: 'durable',
  text: 'Must work survive a restart, or span machines?',
  why: 'A model lives and dies with its process. Beyond that an existing engine is the honest answer.',
  options: [
    {
      value: 'no',
      label: 'no',
      example: 'it can be started again',
      because: 'what is lost can be done again',
    },
    {
      value: 'jobs',
      label: 'jobs that must not get lost',
      example: 'mails, webhooks',
      because: 'a queue outside of the process keeps the jobs',
    },
    {
      value: 'steps',
      label: 'long work in many steps',
      example: 'orders, pipelines that resume',
      because: 'every step done has to be remembered',
    },
    {
      value: 'arrays',
      label: 'one large computation',
      example: 'arrays over many machines',
      because: 'the data itself has to be spread',
    },
    {
      value: 'actors',
      label: 'workers that keep state',
      example: 'models in memory',
      because: 'state has to stay where its worker is',
    },
    notKnown('most work can be started again'),
  ],
  // One job can get lost as well.
  applies: isWork,
  assumes: { value: 'no', caveat: 'Assumed that lost work can simply be started again.' },
  decides: ['engine', 'caveats'],
  turns: [],
  caveats: [
    {
      id: 'run-twice',
      when: (known) => known.durable === 'jobs' || known.durable === 'steps',
      text: 'Such an engine may run a job twice: make each safe to repeat.',
    },
    {
      id: 'celery-runs-no-loop',
      when: (known, model) => known.durable === 'jobs' && isPython(known) && sharesLoop(traitsOf(model)),
      text: "Celery's workers run no coroutines: take its pool of threads, or gevent.",
    },
    {
      id: 'no-such-engine-in-node',
      when: (known) => known.runtime === 'node' && (known.durable === 'arrays' || known.durable === 'actors'),
      text: 'Node.js has no counterpart of Dask or Ray: a queue is the nearest to them.',
    },
  ],
};
