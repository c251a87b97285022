import { formOf, isSerial } from '../../catalog/models.ts';
import { inLibuv, traitsOf } from '../lanes.ts';
import { computes, type GuideRows, run } from './rows.ts';

export const hybrid: GuideRows = {
  reasons: [
    { when: (_, chosen) => isSerial(traitsOf(chosen)), because: 'There is nothing to combine.' },
    {
      when: (known, chosen) => chosen === 'async' && inLibuv(known),
      because: "libuv's pool is already behind the loop.",
    },
    {
      when: (known, chosen) => formOf(traitsOf(chosen)) === 'loop' && known.library === 'yes',
      because: 'Nothing blocks the loop, so a pool behind it would be idle.',
    },
    {
      when: (_, chosen) => formOf(traitsOf(chosen)) === 'loop',
      because: 'As long as nothing blocks the loop, a pool behind it is idle.',
    },
    {
      when: (known) => computes(known) && known.mixed === 'no',
      because: 'Nothing waits besides the computing, so a loop adds nothing.',
    },
    {
      when: computes,
      because: 'A loop in front pays only where the program also waits for much.',
    },
    { when: () => true, because: 'Two models to get right, where one is enough.' },
  ],
  lines: [
    ['is', 'An event loop in front, a pool of threads behind it.', run('server', 400)],
    [
      'switches',
      'The loop at each await. What blocks or computes runs in the pool meanwhile.',
      run('blocked-loop', 2, { how: 'offloaded' }),
    ],
    ['good', 'Servers: light requests are answered while heavy ones are computed.', run('server', 400)],
    ['good', 'Async programs with one blocking library.', run('queries', 120)],
    [
      'costs',
      'A message to the pool and back for each call, and the threads of the pool.',
      run('noop', 20_000),
    ],
    [
      'bites',
      'When the pool is full, calls wait in line. Measure which size it needs.',
      run('blocked-loop', 16, { how: 'offloaded', ms: 400 }),
    ],
    [
      'bites',
      'One blocking call left on the loop freezes it again.',
      run('blocked-loop', 2, { how: 'blocking' }),
    ],
  ],
};
