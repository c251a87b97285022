import type { Wish } from '../catalog/wish.ts';
import type { ModelId } from '../protocol/plan.ts';

/** What a card tells of a model, in this order. */
export const aspects = [
  { id: 'is', title: 'What it is' },
  { id: 'switches', title: 'How it switches' },
  { id: 'good', title: 'Good at' },
  { id: 'costs', title: 'What it costs' },
  { id: 'bites', title: 'Where it bites' },
] as const;
export type AspectId = (typeof aspects)[number]['id'];

/** One line of a card, and the run that shows it. */
export type CardLine = { readonly aspect: AspectId; readonly says: string; readonly wish: Wish };

/** What a person should know of a model before choosing it. */
export type GuideCard = { readonly model: ModelId; readonly lines: readonly CardLine[] };

const wish = (
  model: ModelId,
  workload: string,
  tasks: number,
  parameters: Wish['parameters'] = {},
  concurrency?: number,
): Wish => ({ workload, model, tasks, parameters, ...(concurrency === undefined ? {} : { concurrency }) });

function card(model: ModelId, lines: readonly [AspectId, string, Wish][]): GuideCard {
  return { model, lines: lines.map(([aspect, says, run]) => ({ aspect, says, wish: run })) };
}

/** One card a model, in the order of the models. */
export const cards: readonly GuideCard[] = [
  card('sequential', [
    ['is', 'One task after another on the main loop: nothing overlaps.', wish('sequential', 'wait', 6)],
    [
      'switches',
      'Never: a task runs to its end before the next begins.',
      wish('sequential', 'compute', 6, { numbers: 100_000_000 }),
    ],
    [
      'good',
      'Work that is short or must keep its order; and the baseline for every other model.',
      wish('sequential', 'noop', 10_000),
    ],
    [
      'costs',
      'Nothing but the tasks themselves: no start, no dispatch, no copies.',
      wish('sequential', 'transfer', 16),
    ],
    [
      'bites',
      'Every wait is waited for: ten calls of 400 ms take four seconds.',
      wish('sequential', 'wait', 10),
    ],
    ['bites', 'One core works, however many there are.', wish('sequential', 'compute', 8)],
  ]),
  card('async', [
    ['is', 'Promises on one event loop, in one thread.', wish('async', 'wait', 24)],
    [
      'switches',
      'Only at an await: between two of them no other task runs.',
      wish('async', 'race', 2, { how: 'increment', updates: 1_000_000 }),
    ],
    [
      'good',
      'Thousands of things that wait: ten thousand connections are held by one thread.',
      wish('async', 'connections', 10_000),
    ],
    ['costs', 'A few kilobytes a task, and nothing to start.', wish('async', 'memory', 20_000)],
    [
      'bites',
      'One call that blocks freezes the loop, and every task with it.',
      wish('async', 'blocked-loop', 2, { how: 'blocking' }),
    ],
    ['bites', 'Computing gains nothing: it all happens on one core.', wish('async', 'compute', 8)],
    [
      'bites',
      'Whoever reads, awaits and then writes loses what others wrote in between.',
      wish('async', 'race', 2, { how: 'unlocked', updates: 100_000 }),
    ],
    [
      'bites',
      'A library without promises takes the loop for as long as it likes.',
      wish('async', 'queries', 120),
    ],
  ]),
  card('threads', [
    [
      'is',
      'A pool of worker threads in one process, each with a JavaScript of its own.',
      wish('threads', 'compute', 8),
    ],
    [
      'switches',
      'The system does, at any time: more threads than cores take turns.',
      wish('threads', 'compute', 16, { numbers: 100_000_000 }, 16),
    ],
    ['good', 'Computing on every core.', wish('threads', 'compute', 16)],
    ['good', 'Libraries that block: each call holds its own thread only.', wish('threads', 'queries', 120)],
    [
      'good',
      'Large data: memory can be handed over or shared instead of copied.',
      wish('threads', 'transfer', 16, { how: 'shared' }),
    ],
    ['costs', 'Some 10 MB and 20 ms for each thread.', wish('threads', 'memory', 16, {}, 16)],
    [
      'bites',
      'What they share needs a lock: without one updates are lost.',
      wish('threads', 'race', 2, { how: 'unlocked' }),
    ],
    ['bites', 'The lock costs many times what it guards.', wish('threads', 'race', 2, { how: 'mutex' })],
    ['bites', 'Functions and handles cannot be sent to a thread.', wish('threads', 'uncloneable', 9)],
    [
      'bites',
      'Tasks shorter than their dispatch are slower than on one loop.',
      wish('threads', 'noop', 100_000),
    ],
  ]),
  card('processes', [
    ['is', 'A pool of child processes, each a program of its own.', wish('processes', 'compute', 8)],
    [
      'switches',
      'They run side by side, a core each; beyond the cores the system lets them take turns.',
      wish('processes', 'compute', 16, { numbers: 100_000_000 }, 8),
    ],
    [
      'good',
      'Computing that may crash, leak or must not be trusted: it is kept apart.',
      wish('processes', 'compute', 16),
    ],
    ['good', 'Libraries that block, or are not safe in threads.', wish('processes', 'queries', 120)],
    [
      'costs',
      'Some 50 MB resident for each, a quarter of it its own, and 60 ms to start.',
      wish('processes', 'memory', 8, {}, 8),
    ],
    ['costs', 'All that goes in or out is copied.', wish('processes', 'transfer', 16, { how: 'clone' })],
    ['bites', 'What JSON cannot say changes on the way, or is refused.', wish('processes', 'uncloneable', 9)],
    [
      'bites',
      'Data packed as JSON can cost more than the work.',
      wish('processes', 'transfer', 8, { how: 'json' }),
    ],
    ['bites', 'A process for each wait is a waste: a loop holds thousands.', wish('processes', 'wait', 64)],
  ]),
  card('hybrid', [
    ['is', 'An event loop in front, a pool of threads behind it.', wish('hybrid', 'server', 400)],
    [
      'switches',
      'Waiting at each await; what blocks or computes runs in the pool at the same time.',
      wish('hybrid', 'blocked-loop', 2, { how: 'offloaded' }),
    ],
    [
      'good',
      'Servers: light requests are answered while heavy ones are worked on.',
      wish('hybrid', 'server', 400),
    ],
    ['good', 'An async program with one library that blocks.', wish('hybrid', 'queries', 120)],
    [
      'costs',
      'A message there and back for each call, and the threads of the pool.',
      wish('hybrid', 'noop', 20_000),
    ],
    [
      'bites',
      'A pool that is full makes others wait in line: its size is a choice to measure.',
      wish('hybrid', 'blocked-loop', 16, { how: 'offloaded', ms: 400 }),
    ],
    [
      'bites',
      'One call forgotten on the loop freezes it again.',
      wish('hybrid', 'blocked-loop', 2, { how: 'blocking' }),
    ],
  ]),
];

export function guideCard(model: ModelId): GuideCard {
  return cards.find((one) => one.model === model)!;
}
