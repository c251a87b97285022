import { twoCores } from '../claims/thresholds.ts';
import { cores } from '../format.ts';
import type { ModelId } from '../protocol/plan.ts';
import { inLibuv, isolated, unstoppable } from './lanes.ts';
import type { Known, Machine } from './question.ts';

type Reason = {
  readonly not: ModelId;
  when(known: Known, chosen: ModelId): boolean;
  readonly because: string | ((machine: Machine) => string);
};

const computes = (known: Known) => known.cpu === 'yes';
const simple = (_: Known, chosen: ModelId) => chosen === 'sequential';

/** Why another model is not the verdict; the first that fits. The last of each model fits always. */
const reasons: readonly Reason[] = [
  {
    not: 'sequential',
    when: (known, chosen) => computes(known) && known.goal === 'latency' && chosen !== 'async',
    because: 'while it computes nobody is answered',
  },
  {
    not: 'sequential',
    when: (known) => computes(known),
    because: ({ effectiveCores }) =>
      effectiveCores < twoCores
        ? 'as fast here, but on a larger machine it would still use one core'
        : `it computes on one of ${cores(effectiveCores)} cores; the others have nothing to do`,
  },
  { not: 'sequential', when: () => true, because: 'it waits for each task before it starts the next' },

  {
    not: 'async',
    when: (known) => known.io === 'no',
    because: 'nothing waits, so there is nothing to do meanwhile',
  },
  { not: 'async', when: (known) => known.jobs === 'one', because: 'one job has nothing to take turns with' },
  {
    not: 'async',
    when: (known, chosen) => chosen === 'hybrid' && (known.mixed === 'heavy' || computes(known)),
    because: 'heavy pieces would hold the loop and everything that waits on it',
  },
  {
    not: 'async',
    when: (_, chosen) => chosen === 'hybrid',
    because: 'what blocks would hold the loop, and everything that waits on it',
  },
  {
    not: 'async',
    when: (known, chosen) => inLibuv(known) && chosen === 'processes' && isolated(known),
    because: "a crash in libuv's pool ends the process, and every task in it",
  },
  {
    not: 'async',
    when: (known, chosen) => inLibuv(known) && chosen === 'processes',
    because: "what libuv's pool computes cannot be stopped",
  },
  {
    not: 'async',
    when: computes,
    because: 'one thread computes: nothing gets faster and the loop stands still',
  },
  {
    not: 'async',
    when: (known) => known.scale === 'legacy' || known.library === 'no',
    because: 'a blocking call on the loop stops every other task',
  },
  { not: 'async', when: isolated, because: 'a crash would end every task on the loop' },
  {
    not: 'async',
    when: () => true,
    because: 'async libraries and async code all the way up, for a few that wait',
  },

  {
    not: 'threads',
    when: (known, chosen) => simple(known, chosen) && known.length === 'tiny' && computes(known),
    because: 'handing a task over takes 20 to 40 µs: as long as the task',
  },
  {
    not: 'threads',
    when: simple,
    because: 'a thread takes 20 ms to start, and there is nothing to share out',
  },
  {
    not: 'threads',
    when: (known, chosen) => chosen === 'processes' && isolated(known),
    because: "threads share one process: one crash or one leak is everybody's",
  },
  {
    not: 'threads',
    when: (known, chosen) => chosen === 'processes' && unstoppable(known),
    because: 'a thread inside native or Python code cannot be stopped',
  },
  {
    not: 'threads',
    when: (known, chosen) => chosen === 'processes' && known.runtime === 'cpython',
    because: "CPython's lock lets one thread compute at a time",
  },
  {
    not: 'threads',
    when: (_, chosen) => chosen === 'processes',
    because: 'one lock holds them in CPython; fine in Node.js: say which it is',
  },
  {
    not: 'threads',
    when: (known, chosen) => chosen === 'async' && computes(known),
    because: "libuv's threads compute already: yours would only pass it on",
  },
  {
    not: 'threads',
    when: (known, chosen) => chosen === 'hybrid' && computes(known),
    because: 'the part that waits needs a loop, not a thread for each that waits',
  },
  {
    not: 'threads',
    when: (known) => known.scale === 'thousands' || known.connections === 'thousands',
    because: 'thousands of threads: gigabytes in Node.js, and seconds to start',
  },
  { not: 'threads', when: () => true, because: 'a thread for each that waits, where a promise of 1 KB does' },

  {
    not: 'processes',
    when: (known, chosen) => simple(known, chosen) && known.length === 'tiny' && computes(known),
    because: 'handing a task over takes 20 to 40 µs: as long as the task',
  },
  {
    not: 'processes',
    when: simple,
    because: 'a process takes 60 ms to start, and there is nothing to share out',
  },
  {
    not: 'processes',
    when: (_, chosen) => chosen === 'hybrid',
    because: 'alone they have no loop: each that waits would take a process',
  },
  {
    not: 'processes',
    when: (known, chosen) => chosen === 'threads' && known.runtime === 'node' && computes(known),
    because: 'no faster than threads, slower to start, and they share no memory',
  },
  {
    not: 'processes',
    when: (known, chosen) => chosen === 'threads' && computes(known),
    because: 'no faster than threads here, and all that crosses would be copied',
  },
  {
    not: 'processes',
    when: computes,
    because: "no faster than libuv's threads, which are there already",
  },
  {
    not: 'processes',
    when: () => true,
    because: 'waiting needs no core of its own, and a process takes some 15 MB',
  },

  { not: 'hybrid', when: simple, because: 'there is nothing to combine' },
  {
    not: 'hybrid',
    when: (_, chosen) => chosen === 'async',
    because: 'nothing holds the loop: a pool behind it would have nothing to do',
  },
  {
    not: 'hybrid',
    when: computes,
    because: 'nothing waits beside the computing: a loop would only pass it on',
  },
  { not: 'hybrid', when: () => true, because: 'two models to get right where one is enough' },
];

/** Why a model is not the verdict, one line. */
export function whyNotModel(not: ModelId, chosen: ModelId, known: Known, machine: Machine): string {
  const { because } = reasons.find((reason) => reason.not === not && reason.when(known, chosen))!;
  return typeof because === 'string' ? because : because(machine);
}

/** Of the reasons, by their place: which one speaks. For the test that none is dead. */
export function reasonAt(not: ModelId, chosen: ModelId, known: Known): number {
  return reasons.findIndex((reason) => reason.not === not && reason.when(known, chosen));
}
export const reasonCount = reasons.length;
