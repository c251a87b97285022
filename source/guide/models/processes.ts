import { said } from '../../catalog/costs.ts';
import { isSerial } from '../../catalog/models.ts';
import { traitsOf } from '../lanes.ts';
import { computes, type GuideRows, run } from './rows.ts';

export const processes: GuideRows = {
  reasons: [
    {
      when: (known, chosen) => isSerial(traitsOf(chosen)) && known.length === 'tiny' && known.cpu === 'yes',
      because: `Handing a task over takes ${said.handOver}, as long as the task.`,
    },
    {
      when: (_, chosen) => isSerial(traitsOf(chosen)),
      because: 'There is nothing to divide, and a process has to start first.',
    },
    {
      when: (_, chosen) => chosen === 'hybrid',
      because: 'Without a loop, every waiting task would occupy a process.',
    },
    {
      when: (known, chosen) => chosen === 'threads' && known.runtime === 'node' && known.cpu === 'yes',
      because: 'No faster than threads, and they share no memory.',
    },
    {
      when: (known, chosen) => chosen === 'threads' && known.cpu === 'yes',
      because: 'No faster than threads here, and all data would be copied.',
    },
    {
      when: computes,
      because: "No faster than libuv's threads, which are there already.",
    },
    {
      when: () => true,
      because: `Waiting needs no core, and a process takes about ${said.process}.`,
    },
  ],
  lines: [
    ['is', 'A pool of child processes, each a program of its own.', run('compute', 8)],
    [
      'switches',
      'They run side by side, one per core; more processes than cores take turns.',
      run('compute', 16, { numbers: 100_000_000 }, 8),
    ],
    [
      'good',
      'Computing that can crash or leak, or that you do not trust: each is kept apart.',
      run('compute', 16),
    ],
    ['good', 'Libraries that block or are not safe in threads.', run('queries', 120)],
    [
      'costs',
      `About ${said.processResident} RSS per process, of which ${said.process} are its own (PSS), and ${said.start} to start.`,
      run('memory', 8, {}, 8),
    ],
    ['costs', 'All data that goes in or out is copied.', run('transfer', 16, { how: 'clone' })],
    [
      'bites',
      'By default, process.send packs data as JSON: dates, maps and NaN change, and BigInt is refused.',
      run('uncloneable', 9),
    ],
    ['bites', 'Sending data as JSON can take longer than the work.', run('transfer', 8, { how: 'json' })],
    ['bites', 'A process per waiting task is a waste: one event loop holds thousands.', run('wait', 64)],
  ],
};
