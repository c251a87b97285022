import { formOf } from '../../catalog/models.ts';
import { twoCores } from '../../catalog/room.ts';
import { cores } from '../../format.ts';
import { traitsOf } from '../lanes.ts';
import { computes, type GuideRows, run } from './rows.ts';

export const sequential: GuideRows = {
  reasons: [
    {
      when: (known, chosen) =>
        known.cpu === 'yes' && known.goal === 'latency' && formOf(traitsOf(chosen)) !== 'loop',
      because: 'While it computes, no request is answered.',
    },
    {
      when: computes,
      because: ({ effectiveCores }) =>
        effectiveCores < twoCores
          ? 'As fast here, but on a larger machine it would still use one core.'
          : `It uses one of ${cores(effectiveCores)} cores; the rest would be idle.`,
    },
    { when: () => true, because: 'It waits for each task before it starts the next.' },
  ],
  lines: [
    ['is', 'One task after another on the main loop: nothing overlaps.', run('wait', 6)],
    [
      'switches',
      'Never: a task runs to its end before the next begins.',
      run('compute', 6, { numbers: 100_000_000 }),
    ],
    [
      'good',
      'Work that is short or must keep its order. It is the baseline for every other model.',
      run('noop', 10_000),
    ],
    [
      'costs',
      'Nothing but the tasks themselves: no start-up, no handing over, no copies.',
      run('transfer', 16),
    ],
    ['bites', 'Waits add up: ten calls of 400 ms take four seconds.', run('wait', 10)],
    ['bites', 'It uses one core, however many there are.', run('compute', 8)],
  ],
};
