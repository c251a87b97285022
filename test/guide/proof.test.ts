import { expect, test } from 'vitest';
import type { Wish } from '../../source/catalog/wish.ts';
import { accepted } from '../../source/command-line/usage-error.ts';
import { modelsToCompare, planComparison } from '../../source/comparison/plan-comparison.ts';
import { decide } from '../../source/guide/decide.ts';
import type { Proof } from '../../source/guide/decision.ts';
import type { Machine } from '../../source/guide/question.ts';
import { builtInWorkloads } from '../../source/launch/built-in.ts';
import { answersOf, roomy } from './helpers/machine.ts';

const cards = await builtInWorkloads();
const cardOf = ({ workload, runtime = 'node' }: Wish) =>
  cards.find((card) => card.id === workload && card.runtime === runtime)!;

/** One set of answers for each proof there is. */
const ways: [answers: string, compare: string][] = [
  ['cpu=no io=no', 'heddle compare noop --models sequential,threads,processes'],
  ['cpu=yes jobs=one', 'heddle compare compute --models sequential,threads,processes'],
  ['cpu=no io=yes scale=few jobs=one', 'heddle compare wait --models sequential,threads,processes'],
  ['cpu=yes length=tiny', 'heddle compare noop --models sequential,threads,processes'],
  ['cpu=yes', 'heddle compare compute --models sequential,async,threads,processes'],
  ['cpu=yes runtime=node', 'heddle compare compute --models sequential,async,threads,processes'],
  [
    'cpu=yes runtime=cpython',
    'heddle compare compute --models sequential,async,threads,processes --runtime python',
  ],
  [
    'cpu=no io=yes scale=legacy runtime=cpython',
    'heddle compare blocked-loop --models sequential,async,threads --runtime python',
  ],
  [
    'cpu=no io=yes scale=thousands runtime=cpython',
    'heddle compare connections --models sequential,async,threads --runtime python',
  ],
  ['cpu=yes mixed=heavy runtime=cpython', 'heddle compare server --models async,hybrid --runtime python'],
  [
    'cpu=yes cycles=native runtime=cpython',
    'heddle compare hash --models sequential,threads,processes --runtime python',
  ],
  ['cpu=no io=no runtime=cpython', 'heddle compare noop --models sequential,threads,processes'],
  ['cpu=yes cycles=native', 'heddle compare hash --models sequential,threads,processes'],
  ['cpu=yes cycles=libuv', 'heddle compare hash --models sequential,async,threads'],
  ['cpu=no io=yes scale=thousands', 'heddle compare connections --models sequential,async,threads'],
  ['cpu=no io=yes scale=few library=yes', 'heddle compare connections --models sequential,async,threads'],
  ['cpu=no io=yes scale=legacy', 'heddle compare blocked-loop --models sequential,async,threads'],
  [
    'cpu=no io=yes scale=legacy isolation=crash',
    'heddle compare blocked-loop --models sequential,async,threads,processes',
  ],
  ['cpu=yes mixed=heavy', 'heddle compare server --models async,hybrid'],
];
const turnsOf = ({ wish, models }: Proof, runs: number, machine: Machine) => {
  const interpreter = { path: '/usr/bin/python3', version: '3.11.7', lock: 'shared', asked: null } as const;
  const choice = wish.runtime === 'python' ? { ...wish, interpreter } : wish;
  const wishes = accepted(modelsToCompare(cardOf(wish), choice, models));
  return accepted(planComparison(wishes, { runs, room: machine }));
};
const oneCore: Machine = { ...roomy, effectiveCores: 1 };

test.each(ways)('%s is proved by %s, which can be run', (answers, compare) => {
  for (const machine of [roomy, oneCore]) {
    const proof = decide(answersOf(answers), machine).proof as Proof;
    const turns = turnsOf(proof, 3, machine);
    expect(turns).toHaveLength(3 * proof.models.length);
    expect(new Set(turns.map(({ plan }) => plan.model))).toEqual(new Set(proof.models));
    if (machine === roomy) expect(proof.compare.startsWith(compare)).toBe(true);
  }
});

test.each([
  ['cpu=yes runtime=cpython', null],
  ['cpu=no io=no runtime=cpython', /its times differ/],
  ['cpu=yes runtime=free-threaded', /--runtime python --python 3\.14t/],
  ['cpu=yes runtime=node', null],
  ['cpu=yes', /GIL lets only one thread compute/],
  ['cpu=no io=no', /its times differ/],
  // Waiting holds no lock, and native code lets go of it.
  ['cpu=yes cycles=native', /native code of CPython releases the GIL/],
  ['cpu=no io=yes scale=legacy', /releases the GIL/],
  ['cpu=yes runtime=node mixed=heavy', /^Compare light p99, .* takes the same time\.$/],
  ['cpu=yes mixed=heavy', /^Compare light p99, .* CPython needs processes/],
  ['cpu=yes runtime=node mixed=heavy isolation=crash', /threads behind the loop/],
])('what the run of %s cannot show is said: %s', (answers, says) => {
  const note = decide(answersOf(answers), roomy).proof?.note;
  if (says === null) expect(note).toBeNull();
  else expect(note).toMatch(says);
});

test.each([
  [4, '', 4, ['sequential', 'async']],
  [4, 'goal=latency', 3, ['sequential', 'async']],
  // One thread beside the core that answers gains nothing, and is not said to.
  [2, 'goal=latency', 1, []],
  [2, 'cycles=native goal=latency', 1, []],
  [2, 'cycles=native', 2, ['sequential']],
  // No more than there are tasks.
  [64, '', 8, ['sequential', 'async']],
])(
  'on %i cores %s the proof runs %i lanes, as the verdict says, and beats %o',
  (cores, goal, lanes, beats) => {
    const machine = { ...roomy, effectiveCores: cores, availableMemoryBytes: 64e9 };
    const { proof, verdict } = decide(answersOf(`cpu=yes runtime=node ${goal}`), machine);
    expect(proof?.wish.concurrency).toBe(Math.min(verdict!.sizing.concurrency, 8));
    expect(proof).toMatchObject({ wish: { concurrency: lanes }, expects: { beats } });
    expect(proof?.compare).toContain(`--concurrency ${lanes}`);
    expect(/other cores stay free/.test(proof!.claim)).toBe(lanes === 1);
    for (const { plan } of turnsOf(proof!, 1, machine))
      expect(plan.concurrency).toBe(plan.model === 'sequential' ? 1 : lanes);
  },
);
