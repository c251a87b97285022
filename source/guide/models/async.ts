import { said } from '../../catalog/costs.ts';
import { isSerial } from '../../catalog/models.ts';
import { inLibuv, isolated, traitsOf, unstoppable } from '../lanes.ts';
import { computes, type GuideRows, run } from './rows.ts';

export const async: GuideRows = {
  reasons: [
    {
      when: (known) => known.io === 'no',
      because: 'Nothing waits, so nothing can run meanwhile.',
    },
    { when: (known) => known.jobs === 'one', because: 'A single task has nothing to take turns with.' },
    {
      when: (_, chosen) => isSerial(traitsOf(chosen)),
      because: 'It computes on the same thread, with one more await per task.',
    },
    {
      when: (known) => inLibuv(known) && known.isolation === 'crash',
      because: "A crash in libuv's pool ends the process and every task in it.",
    },
    {
      when: (known, chosen) => inLibuv(known) && chosen === 'processes' && known.isolation === 'untrusted',
      because: 'Code that you do not trust would share memory with your tasks.',
    },
    {
      when: (known) => inLibuv(known) && unstoppable(known),
      because: "Work in libuv's pool cannot be stopped.",
    },
    {
      when: (known, chosen) => chosen === 'hybrid' && known.isolation === 'untrusted',
      because: 'Code that you do not trust would run on your event loop.',
    },
    {
      when: (known, chosen) => chosen === 'hybrid' && known.mixed === 'heavy',
      because: 'Heavy work would freeze the loop and everything that waits on it.',
    },
    {
      when: (_, chosen) => chosen === 'hybrid',
      because: 'Blocking calls would freeze the loop and all that waits on it.',
    },
    {
      when: computes,
      because: 'One thread computes everything: no gain, and the loop is frozen.',
    },
    {
      when: (known) => known.scale === 'legacy' || known.library === 'no',
      because: 'A blocking call on the loop stops every other task.',
    },
    { when: isolated, because: 'A crash would end every task on the loop.' },
    {
      when: () => true,
      because: 'It needs async libraries and async code. Threads need neither.',
    },
  ],
  lines: [
    ['is', 'Promises on one event loop, in one thread.', run('wait', 24)],
    [
      'switches',
      'Only at an await. Between two awaits no other task runs.',
      run('race', 2, { how: 'increment', updates: 1_000_000 }),
    ],
    [
      'good',
      'Thousands of tasks that wait: one thread holds ten thousand connections.',
      run('connections', 10_000),
    ],
    [
      'costs',
      `About ${said.promise} per waiting promise, ${said.connection} with its connection. Nothing has to start.`,
      run('memory', 20_000),
    ],
    [
      'bites',
      'One blocking call freezes the loop and every task on it.',
      run('blocked-loop', 2, { how: 'blocking' }),
    ],
    ['bites', 'Computing gains nothing: everything runs on one core.', run('compute', 8)],
    [
      'bites',
      'Read, await, then write: updates that other tasks made in between are lost.',
      run('race', 2, { how: 'unlocked', updates: 100_000 }),
    ],
    ['bites', 'A blocking library freezes the loop for as long as each call takes.', run('queries', 120)],
  ],
};
