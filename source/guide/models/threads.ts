import { isSerial } from '../../catalog/models.ts';
import { isolated, traitsOf, unstoppable } from '../lanes.ts';
import { type GuideRows, run } from './rows.ts';

export const threads: GuideRows = {
  reasons: [
    {
      when: (known, chosen) => isSerial(traitsOf(chosen)) && known.length === 'tiny' && known.cpu === 'yes',
      because: 'handing a task over takes 20 to 40 µs: as long as the task',
    },
    {
      when: (_, chosen) => isSerial(traitsOf(chosen)),
      because: 'a thread takes 20 ms to start, and there is nothing to share out',
    },
    {
      when: (known, chosen) => chosen === 'processes' && isolated(known),
      because: "threads share one process: one crash or one leak is everybody's",
    },
    {
      when: (known, chosen) => chosen === 'processes' && unstoppable(known),
      because: 'a thread inside native or Python code cannot be stopped',
    },
    {
      when: (known, chosen) => chosen === 'processes' && known.runtime === 'cpython',
      because: "CPython's lock lets one thread compute at a time",
    },
    {
      when: (_, chosen) => chosen === 'processes',
      because: 'one lock holds them in CPython; fine in Node.js: say which it is',
    },
    {
      when: (known, chosen) => chosen === 'async' && known.cpu === 'yes',
      because: "libuv's threads compute already: yours would only pass it on",
    },
    {
      when: (known, chosen) => chosen === 'hybrid' && known.cpu === 'yes',
      because: 'the part that waits needs a loop, not a thread for each that waits',
    },
    {
      when: (known) => known.scale === 'thousands' || known.connections === 'thousands',
      because: 'thousands of threads: gigabytes in Node.js, and seconds to start',
    },
    { when: () => true, because: 'a thread for each that waits, where a promise of 1 KB does' },
  ],
  lines: [
    ['is', 'A pool of worker threads in one process, each with a JavaScript of its own.', run('compute', 8)],
    [
      'switches',
      'The system does, at any time: more threads than cores take turns.',
      run('compute', 16, { numbers: 100_000_000 }, 16),
    ],
    ['good', 'Computing on every core.', run('compute', 16)],
    ['good', 'Libraries that block: each call holds its own thread only.', run('queries', 120)],
    [
      'good',
      'Large data: memory can be handed over or shared instead of copied.',
      run('transfer', 16, { how: 'shared' }),
    ],
    ['costs', 'Some 10 MB and 20 ms for each thread.', run('memory', 16, {}, 16)],
    [
      'bites',
      'What they share needs a lock: without one updates are lost.',
      run('race', 2, { how: 'unlocked' }),
    ],
    ['bites', 'The lock costs many times what it guards.', run('race', 2, { how: 'mutex' })],
    ['bites', 'Functions and handles cannot be sent to a thread.', run('uncloneable', 9)],
    ['bites', 'Tasks shorter than their dispatch are slower than on one loop.', run('noop', 100_000)],
  ],
};
