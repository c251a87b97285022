import { isSerial } from '../../catalog/models.ts';
import { traitsOf } from '../lanes.ts';
import { computes, type GuideRows, run } from './rows.ts';

export const processes: GuideRows = {
  reasons: [
    {
      when: (known, chosen) => isSerial(traitsOf(chosen)) && known.length === 'tiny' && known.cpu === 'yes',
      because: 'handing a task over takes 20 to 40 µs: as long as the task',
    },
    {
      when: (_, chosen) => isSerial(traitsOf(chosen)),
      because: 'a process takes 60 ms to start, and there is nothing to share out',
    },
    {
      when: (_, chosen) => chosen === 'hybrid',
      because: 'alone they have no loop: each that waits would take a process',
    },
    {
      when: (known, chosen) => chosen === 'threads' && known.runtime === 'node' && known.cpu === 'yes',
      because: 'no faster than threads, slower to start, and they share no memory',
    },
    {
      when: (known, chosen) => chosen === 'threads' && known.cpu === 'yes',
      because: 'no faster than threads here, and all that crosses would be copied',
    },
    {
      when: computes,
      because: "no faster than libuv's threads, which are there already",
    },
    {
      when: () => true,
      because: 'waiting needs no core of its own, and a process takes some 15 MB',
    },
  ],
  lines: [
    ['is', 'A pool of child processes, each a program of its own.', run('compute', 8)],
    [
      'switches',
      'They run side by side, a core each; beyond the cores the system lets them take turns.',
      run('compute', 16, { numbers: 100_000_000 }, 8),
    ],
    ['good', 'Computing that may crash, leak or must not be trusted: it is kept apart.', run('compute', 16)],
    ['good', 'Libraries that block, or are not safe in threads.', run('queries', 120)],
    [
      'costs',
      'Some 50 MB resident for each, a quarter of it its own, and 60 ms to start.',
      run('memory', 8, {}, 8),
    ],
    ['costs', 'All that goes in or out is copied.', run('transfer', 16, { how: 'clone' })],
    ['bites', 'What JSON cannot say changes on the way, or is refused.', run('uncloneable', 9)],
    ['bites', 'Data packed as JSON can cost more than the work.', run('transfer', 8, { how: 'json' })],
    ['bites', 'A process for each wait is a waste: a loop holds thousands.', run('wait', 64)],
  ],
};
