import {
  formOf,
  hasPool,
  isSerial,
  modelIdsOf,
  modelLike,
  oneLoop,
  ownProcesses,
  ownThreads,
} from '../catalog/models.ts';
import { twoCores } from '../catalog/room.ts';
import { usualRuntime } from '../catalog/runtimes/index.ts';
import { compareCommand, type Wish } from '../catalog/wish.ts';
import { count } from '../format.ts';
import type { ModelId } from '../protocol/plan.ts';
import type { LaneKind } from '../protocol/vital-events.ts';
import type { Proof, ProofMeasure, Sizing } from './decision.ts';
import { isolated, lanesOf, traitsOf, unstoppable } from './lanes.ts';
import type { Known, Machine } from './question.ts';
import { laneWords } from './words.ts';

/** The models that proofs set others against; they have the same names in each runtime. */
const serial = usualRuntime.baseline;
const here = { runtime: usualRuntime.id };
const loop = modelLike(here, oneLoop);
const threads = modelLike(here, ownThreads);
const processes = modelLike(here, ownProcesses);

/** Sizes: each comparison takes about half a minute with three rounds on two cores, and its models differ by far. */
const computing: Wish = { workload: 'compute', tasks: 8, parameters: { numbers: 100_000_000 } };
const native: Wish = { workload: 'hash', tasks: 8 };
const blocking: Wish = { workload: 'blocked-loop', tasks: 4, parameters: { how: 'blocking', ms: 200 } };
const connecting: Wish = { workload: 'connections', tasks: 200, parameters: { ms: 20 } };
const fewConnecting: Wish = { workload: 'connections', tasks: 24, concurrency: 24, parameters: { ms: 100 } };
const nothing: Wish = { workload: 'noop', tasks: 50_000 };
/** In CPython a step of a loop takes much longer, and so does a connection: tasks that take as long as those above. */
const computingInPython: Wish = { ...computing, parameters: { numbers: 2_000_000 } };
const connectingInPython: Wish = { ...connecting, parameters: { ms: 100 } };
const oneJob: Wish = { workload: 'compute', tasks: 1, parameters: { numbers: 100_000_000 } };
const oneJobInPython: Wish = { ...oneJob, parameters: { numbers: 4_000_000 } };
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
export function proofOf(model: ModelId, known: Known, machine: Machine, sizing: Sizing): Proof {
  const found = caseOf(model, known, machine, sizing);
  const wish: Wish = inCPython(model, known) ? { ...found.wish, runtime: 'python' } : found.wish;
  const models = modelIdsOf(usualRuntime.id).filter(
    (id) => id === model || found.beats.includes(id) || found.ties.includes(id),
  );
  return {
    wish,
    models,
    claim: found.claim,
    compare: compareCommand(wish, models),
    expects: { model, by: found.by ?? 'wallMs', beats: found.beats, ties: found.ties },
    note: noteOf(model, known),
  };
}

/**
 * Whether the run is made in CPython: where that is what was asked about. Work that does nothing shows the cost of Heddle's own
 * lanes there, and not that of the pools of Python; and a build without the lock may not be there.
 */
function inCPython(model: ModelId, known: Known): boolean {
  const isNothing = isSerial(traitsOf(model)) && known.jobs !== 'one';
  return known.runtime === 'cpython' && !isNothing;
}

function caseOf(model: ModelId, known: Known, machine: Machine, { concurrency }: Sizing): Case {
  const traits = traitsOf(model);
  switch (formOf(traits)) {
    case 'serial':
      return serialCase(known);
    case 'loop':
      return loopCase(known, machine);
    case 'behind':
      return {
        wish: serving,
        by: 'lightP99Ms',
        claim: 'With a pool behind its loop a server answers light requests faster than without.',
        beats: [loop],
        ties: [],
      };
    case 'lanes':
      return known.cpu === 'yes'
        ? computingCase(traits.lane, known, machine, concurrency)
        : blockingCase(traits.lane);
  }
}

function serialCase(known: Known): Case {
  if (known.jobs === 'one') {
    return {
      wish: known.cpu === 'yes' ? inRuntime(oneJob, oneJobInPython, known) : oneWait,
      claim: 'A single job is no faster in a thread or a process.',
      beats: [],
      ties: [threads, processes],
    };
  }
  return {
    wish: nothing,
    // Threads of Heddle take tasks off a shared counter, which is a thousand times cheaper than a pool's messages.
    claim: `${count(nothing.tasks!)} tasks that do next to nothing are no faster in threads, and slower in processes.`,
    beats: [processes],
    ties: [threads],
  };
}

function loopCase(known: Known, machine: Machine): Case {
  if (known.cycles === 'libuv') {
    const gains = machine.effectiveCores >= twoCores;
    return {
      wish: native,
      claim: "Async calls of Node.js compute in libuv's threads: as fast as in threads of your own.",
      beats: gains ? [serial] : [],
      ties: gains ? [threads] : [serial, threads],
    };
  }
  if ((known.scale === 'few' || known.scale === 'legacy') && known.connections !== 'thousands') {
    return {
      wish: fewConnecting,
      claim: 'One event loop gets 24 answers as fast as 24 threads do.',
      beats: [serial],
      ties: [threads],
    };
  }
  return {
    wish: inRuntime(connecting, connectingInPython, known),
    claim:
      'One event loop waits for 200 answers at once. A pool waits for only one answer per thread, so the more answers, the further it falls behind.',
    beats: [serial, threads],
    ties: [],
  };
}

function blockingCase(lane: LaneKind): Case {
  return {
    wish: blocking,
    claim: `Blocking calls wait side by side in ${usualRuntime.lanes[lane].unit}. On one loop they wait one after another.`,
    beats: [serial, loop],
    ties: lane === 'process' ? [threads] : [],
  };
}

/** As many lanes as the verdict says: with one less than cores the gain is another, and with a single one there is none. */
function computingCase(lane: LaneKind, known: Known, { effectiveCores }: Machine, lanes: number): Case {
  const { cycles } = known;
  const cores = effectiveCores >= twoCores;
  const gains = cores && lanes > 1;
  const { unit } = usualRuntime.lanes[lane];
  const other = lane === 'thread' ? processes : threads;
  const isNative = cycles === 'native' || cycles === 'libuv';
  const work = isNative ? native : inRuntime(computing, computingInPython, known);
  // Native code gains on a loop as well, where it is awaited: async says nothing of it.
  const level: readonly ModelId[] = isNative ? [serial] : [serial, loop];
  // Threads that share a lock are no match for processes.
  const shareLock = lane === 'process' && known.runtime === 'cpython' && !isNative;
  return {
    wish: { ...work, concurrency: Math.min(lanes, work.tasks!) },
    claim: gains
      ? shareLock
        ? 'Python code that computes is faster in processes, which use several cores. In threads it is not, because they share a lock.'
        : gainOf(unit, isNative)
      : cores
        ? `A pool of ${laneWords(1, unit)} computes no faster than one task after another. The other cores stay free.`
        : `On one core, ${unit} compute${isNative ? ' native code' : ''} no faster than one task after another.`,
    beats: gains ? [...level, ...(shareLock ? [other] : [])] : [],
    ties: gains ? (shareLock ? [] : [other]) : [...level, other],
  };
}

const inRuntime = (inNode: Wish, inPython: Wish, { runtime }: Known) =>
  runtime === 'cpython' ? inPython : inNode;

function gainOf(unit: string, isNative: boolean): string {
  return isNative
    ? `Native code that blocks uses several cores in ${unit}. One call after another, it uses one core.`
    : `Work that computes is faster in ${unit}, which use several cores. It is not faster with async.`;
}

/** By which figure of the comparison to judge, where it is not the time; and what the run cannot show. */
function noteOf(model: ModelId, known: Known): string | null {
  const limits = limitsOf(model, known);
  if (!hasPool(traitsOf(model))) return limits;
  const look =
    'Compare light p99, not the time: requests come at a fixed rate, so every model takes the same time.';
  return limits === null ? look : `${look} ${limits}`;
}

function limitsOf(model: ModelId, known: Known): string | null {
  if (inCPython(model, known)) return null;
  if (known.runtime === 'free-threaded')
    return 'Measured in Node.js, whose threads share no lock either. If you have such a Python, add --runtime python --python 3.14t.';
  if (hasPool(traitsOf(model)) && lanesOf(model, known) === 'process')
    return isolated(known) || unstoppable(known)
      ? 'Measured with threads behind the loop. They are as fast as processes, but not kept apart and cannot be killed.'
      : 'Measured in Node.js with threads behind the loop. CPython needs processes.';
  if (known.runtime === 'node') return null;
  if (isSerial(traitsOf(model)))
    return 'Measured in Node.js. CPython starts threads and hands tasks over in another way, so its times differ.';
  if (known.cpu !== 'yes')
    return 'Measured in Node.js. CPython releases the GIL while a thread waits, so the same holds there.';
  return known.cycles === 'native'
    ? 'Measured in Node.js. Most native code of CPython releases the GIL, so the same holds there.'
    : 'Measured in Node.js. In CPython, the GIL lets only one thread compute at a time.';
}
