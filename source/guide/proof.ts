import { compareCommand, type Wish } from '../catalog/wish.ts';
import { count } from '../format.ts';
import type { ModelId } from '../protocol/plan.ts';
import { twoCores } from './claims/thresholds.ts';
import type { Proof, ProofMeasure } from './decision.ts';
import { isolated, lanesOf, unstoppable } from './lanes.ts';
import { isPython, type Known, type Machine } from './question.ts';

/** Sizes: each comparison takes about half a minute with three rounds on two cores, and its models differ by far. */
const computing: Wish = { workload: 'compute', tasks: 8, parameters: { numbers: 100_000_000 } };
const native: Wish = { workload: 'hash', tasks: 8 };
const blocking: Wish = { workload: 'blocked-loop', tasks: 4, parameters: { how: 'blocking', ms: 200 } };
const connecting: Wish = { workload: 'connections', tasks: 200, parameters: { ms: 20 } };
const fewConnecting: Wish = { workload: 'connections', tasks: 24, concurrency: 24, parameters: { ms: 100 } };
const nothing: Wish = { workload: 'noop', tasks: 50_000 };
const oneJob: Wish = { workload: 'compute', tasks: 1, parameters: { numbers: 100_000_000 } };
const oneWait: Wish = { workload: 'wait', tasks: 1, parameters: { ms: 400 } };
/** Enough requests for a p99 of the light ones. */
const serving: Wish = { workload: 'server', tasks: 300 };

type Case = {
  readonly wish: Wish;
  readonly claim: string;
  readonly by?: ProofMeasure;
  readonly beats: readonly ModelId[];
  readonly ties: readonly ModelId[];
};

/** The run that matches a verdict, and what the guide expects of it. */
export function proofOf(model: ModelId, known: Known, machine: Machine): Proof {
  const found = caseOf(model, known, machine);
  // Threads that share a lock are no match for processes; Node.js, where the run is made, cannot show that.
  const locked = model === 'processes' && known.runtime === 'cpython' && known.cpu === 'yes';
  const ties = found.ties.filter((id) => !(locked && id === 'threads'));
  const models = order.filter((id) => id === model || found.beats.includes(id) || ties.includes(id));
  return {
    wish: found.wish,
    models,
    claim: found.claim,
    compare: compareCommand(found.wish, models),
    expects: { model, by: found.by ?? 'wallMs', beats: found.beats, ties },
    note: noteOf(model, known),
  };
}

const order: readonly ModelId[] = ['sequential', 'async', 'threads', 'processes', 'hybrid'];

function caseOf(model: ModelId, known: Known, machine: Machine): Case {
  switch (model) {
    case 'sequential':
      return sequentialCase(known);
    case 'async':
      return asyncCase(known, machine);
    case 'hybrid':
      return {
        wish: serving,
        by: 'lightP99Ms',
        claim: 'With a pool behind its loop a server answers light requests sooner than without.',
        beats: ['async'],
        ties: [],
      };
    case 'threads':
    case 'processes':
      return known.cpu === 'yes' ? computingCase(model, known, machine) : blockingCase(model);
  }
}

function sequentialCase(known: Known): Case {
  if (known.jobs === 'one') {
    return {
      wish: known.cpu === 'yes' ? oneJob : oneWait,
      claim: 'One job ends no sooner in a thread or a process.',
      beats: [],
      ties: ['threads', 'processes'],
    };
  }
  return {
    wish: nothing,
    // Threads of Heddle take tasks off a shared counter, which is a thousand times cheaper than a pool's messages.
    claim: `${count(nothing.tasks!)} tasks that do next to nothing end no sooner in threads, and later in processes.`,
    beats: ['processes'],
    ties: ['threads'],
  };
}

function asyncCase(known: Known, machine: Machine): Case {
  if (known.cycles === 'libuv') {
    const gains = machine.effectiveCores >= twoCores;
    return {
      wish: native,
      claim: "Awaited native calls use libuv's threads: as fast as threads of your own.",
      beats: gains ? ['sequential'] : [],
      ties: gains ? ['threads'] : ['sequential', 'threads'],
    };
  }
  if ((known.scale === 'few' || known.scale === 'legacy') && known.connections !== 'thousands') {
    return {
      wish: fewConnecting,
      claim: 'One loop waits for two dozen answers as fast as two dozen threads do.',
      beats: ['sequential'],
      ties: ['threads'],
    };
  }
  return {
    wish: connecting,
    claim: 'One loop waits for 200 answers at once; a pool of threads only for as many as it has.',
    beats: ['sequential', 'threads'],
    ties: [],
  };
}

function blockingCase(model: 'threads' | 'processes'): Case {
  return {
    wish: blocking,
    claim: `Calls that block wait side by side in ${model}; on a loop they wait one after another.`,
    beats: ['sequential', 'async'],
    ties: model === 'processes' ? ['threads'] : [],
  };
}

function computingCase(model: 'threads' | 'processes', known: Known, { effectiveCores }: Machine): Case {
  const gains = effectiveCores >= twoCores;
  const other: ModelId = model === 'threads' ? 'processes' : 'threads';
  if (known.cycles === 'native' || known.cycles === 'libuv') {
    return {
      wish: native,
      claim: gains
        ? `Native code that blocks computes on all cores in ${model}, and on one without.`
        : `On one core ${model} compute native code no faster than one after another.`,
      beats: gains ? ['sequential'] : [],
      ties: gains ? [other] : ['sequential', other],
    };
  }
  return {
    wish: computing,
    claim: gains
      ? `Work that computes gains from the cores ${model} use, and nothing from async.`
      : `On one core ${model} compute no faster than one after another.`,
    beats: gains ? ['sequential', 'async'] : [],
    ties: gains ? [other] : ['sequential', 'async', other],
  };
}

function noteOf(model: ModelId, known: Known): string | null {
  if (isPython(known)) return 'Measured in Node.js: Heddle cannot run CPython yet.';
  if (model === 'hybrid' && lanesOf(model, known) === 'processes')
    return isolated(known) || unstoppable(known)
      ? 'Measured with threads behind the loop: as quick, but neither kept apart nor to be killed.'
      : 'Measured in Node.js with threads behind the loop; in CPython it takes processes.';
  if (known.runtime !== undefined) return null;
  if (model === 'sequential') return 'Measured in Node.js; starts and messages cost other sums in CPython.';
  return known.cpu === 'yes' && known.cycles !== 'native'
    ? 'Measured in Node.js; in CPython its lock would hold threads back.'
    : 'Measured in Node.js; CPython, too, lets go of its lock meanwhile.';
}
