import { formOf, isSerial } from '../../catalog/models.ts';
import { traitsOf } from '../lanes.ts';
import { computes, type GuideRows, run } from './rows.ts';

export const hybrid: GuideRows = {
  reasons: [
    { when: (_, chosen) => isSerial(traitsOf(chosen)), because: 'there is nothing to combine' },
    {
      when: (_, chosen) => formOf(traitsOf(chosen)) === 'loop',
      because: 'nothing holds the loop: a pool behind it would have nothing to do',
    },
    {
      when: computes,
      because: 'nothing waits beside the computing: a loop would only pass it on',
    },
    { when: () => true, because: 'two models to get right where one is enough' },
  ],
  lines: [
    ['is', 'An event loop in front, a pool of threads behind it.', run('server', 400)],
    [
      'switches',
      'Waiting at each await; what blocks or computes runs in the pool at the same time.',
      run('blocked-loop', 2, { how: 'offloaded' }),
    ],
    ['good', 'Servers: light requests are answered while heavy ones are worked on.', run('server', 400)],
    ['good', 'An async program with one library that blocks.', run('queries', 120)],
    ['costs', 'A message there and back for each call, and the threads of the pool.', run('noop', 20_000)],
    [
      'bites',
      'A pool that is full makes others wait in line: its size is a choice to measure.',
      run('blocked-loop', 16, { how: 'offloaded', ms: 400 }),
    ],
    [
      'bites',
      'One call forgotten on the loop freezes it again.',
      run('blocked-loop', 2, { how: 'blocking' }),
    ],
  ],
};
