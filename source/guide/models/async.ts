import { inLibuv, isolated } from '../lanes.ts';
import { computes, type GuideRows, run } from './rows.ts';

export const async: GuideRows = {
  reasons: [
    {
      when: (known) => known.io === 'no',
      because: 'nothing waits, so there is nothing to do meanwhile',
    },
    { when: (known) => known.jobs === 'one', because: 'one job has nothing to take turns with' },
    {
      when: (known, chosen) => chosen === 'hybrid' && (known.mixed === 'heavy' || known.cpu === 'yes'),
      because: 'heavy pieces would hold the loop and everything that waits on it',
    },
    {
      when: (_, chosen) => chosen === 'hybrid',
      because: 'what blocks would hold the loop, and everything that waits on it',
    },
    {
      when: (known, chosen) => inLibuv(known) && chosen === 'processes' && isolated(known),
      because: "a crash in libuv's pool ends the process, and every task in it",
    },
    {
      when: (known, chosen) => inLibuv(known) && chosen === 'processes',
      because: "what libuv's pool computes cannot be stopped",
    },
    {
      when: computes,
      because: 'one thread computes: nothing gets faster and the loop stands still',
    },
    {
      when: (known) => known.scale === 'legacy' || known.library === 'no',
      because: 'a blocking call on the loop stops every other task',
    },
    { when: isolated, because: 'a crash would end every task on the loop' },
    {
      when: () => true,
      because: 'async libraries and async code all the way up, for a few that wait',
    },
  ],
  lines: [
    ['is', 'Promises on one event loop, in one thread.', run('wait', 24)],
    [
      'switches',
      'Only at an await: between two of them no other task runs.',
      run('race', 2, { how: 'increment', updates: 1_000_000 }),
    ],
    [
      'good',
      'Thousands of things that wait: ten thousand connections are held by one thread.',
      run('connections', 10_000),
    ],
    ['costs', 'A few kilobytes a task, and nothing to start.', run('memory', 20_000)],
    [
      'bites',
      'One call that blocks freezes the loop, and every task with it.',
      run('blocked-loop', 2, { how: 'blocking' }),
    ],
    ['bites', 'Computing gains nothing: it all happens on one core.', run('compute', 8)],
    [
      'bites',
      'Whoever reads, awaits and then writes loses what others wrote in between.',
      run('race', 2, { how: 'unlocked', updates: 100_000 }),
    ],
    ['bites', 'A library without promises takes the loop for as long as it likes.', run('queries', 120)],
  ],
};
