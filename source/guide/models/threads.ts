import { said } from '../../catalog/costs.ts';
import { isSerial } from '../../catalog/models.ts';
import { isolated, traitsOf, unstoppable } from '../lanes.ts';
import { isPython } from '../question.ts';
import { type GuideRows, run } from './rows.ts';

export const threads: GuideRows = {
  reasons: [
    {
      when: (known, chosen) => isSerial(traitsOf(chosen)) && known.length === 'tiny' && known.cpu === 'yes',
      because: `Handing a task over takes ${said.handOver}, as long as the task.`,
    },
    {
      when: (_, chosen) => isSerial(traitsOf(chosen)),
      because: 'There is nothing to divide, and a thread has to start first.',
    },
    {
      when: (known, chosen) => chosen === 'processes' && isolated(known),
      because: 'Threads share one process: a crash or a leak hits all of them.',
    },
    {
      when: (known, chosen) => chosen === 'processes' && unstoppable(known),
      because: 'A thread in native or Python code cannot be stopped.',
    },
    {
      when: (known, chosen) => chosen === 'processes' && known.runtime === 'cpython',
      because: "CPython's GIL lets one thread compute at a time.",
    },
    {
      when: (_, chosen) => chosen === 'processes',
      because: 'Fine in Node.js, but in CPython (GIL) only one computes at a time.',
    },
    {
      when: (known, chosen) => chosen === 'async' && known.cpu === 'yes',
      because: "libuv's threads already compute; yours would add nothing.",
    },
    {
      when: (known, chosen) => chosen === 'hybrid' && known.cpu === 'yes',
      because: 'The waiting tasks need a loop, not a thread each.',
    },
    {
      when: (known) => isPython(known) && (known.scale === 'thousands' || known.connections === 'thousands'),
      because: 'Thousands of threads start and switch slower than async tasks.',
    },
    {
      when: (known) => known.scale === 'thousands' || known.connections === 'thousands',
      because: 'Thousands of Node.js threads take gigabytes and start slowly.',
    },
    {
      when: () => true,
      because: 'It needs a thread for each waiting task. One loop holds them all.',
    },
  ],
  lines: [
    [
      'is',
      'A pool of worker threads in one process, each with its own JavaScript engine.',
      run('compute', 8),
    ],
    [
      'switches',
      'The operating system switches at any time: more threads than cores take turns.',
      run('compute', 16, { numbers: 100_000_000 }, 16),
    ],
    ['good', 'Computing on every core.', run('compute', 16)],
    ['good', 'Blocking libraries: each call blocks only its own thread.', run('queries', 120)],
    [
      'good',
      'Large data: memory can be transferred or shared instead of copied.',
      run('transfer', 16, { how: 'shared' }),
    ],
    ['costs', `About ${said.thread} per thread, and ${said.start} to start one.`, run('memory', 16, {}, 16)],
    [
      'bites',
      'Shared data needs a lock: without one, updates are lost.',
      run('race', 2, { how: 'unlocked' }),
    ],
    [
      'bites',
      'The lock costs many times as much as the update it protects.',
      run('race', 2, { how: 'mutex' }),
    ],
    ['bites', 'Functions, sockets and file handles cannot be sent to a thread.', run('uncloneable', 9)],
    [
      'bites',
      'Very short tasks are slower than on one loop: handing them over takes longer.',
      run('noop', 100_000),
    ],
  ],
};
