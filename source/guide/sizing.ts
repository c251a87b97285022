import { defaultLibuvThreads } from '../catalog/make-plan.ts';
import { formOf } from '../catalog/models.ts';
import { allowedBytes } from '../catalog/room.ts';
import { usualRuntime } from '../catalog/runtimes/index.ts';
import { bytes, cores, count, plural } from '../format.ts';
import type { ModelId } from '../protocol/plan.ts';
import type { LaneKind } from '../protocol/vital-events.ts';
import type { Sizing } from './decision.ts';
import { computesBehind, lanesOf, traitsOf } from './lanes.ts';
import { isPython, type Known, type Machine } from './question.ts';
import { budgets } from './questions/memory.ts';

const laneCards = usualRuntime.lanes;

/** What the program takes before its first lane, resident: Node.js 24 with nothing loaded 50 MB; CPython 3.11 with asyncio and concurrent.futures 24 MB. */
const programBytes = { node: 50e6, python: 24e6 } as const;
/** Of what the program leaves, lanes may take this share: the rest is for what their tasks hold while they work. */
const laneShare = 0.5;
/**
 * What one more lane really takes: PSS, in which pages that several processes share are divided among them; a container's
 * limit counts those once as well. Resident, a process of Node.js has 50 to 55 MB. Node.js 24 and CPython 3.11 (spawn), Linux.
 */
const laneBytes = {
  node: { loop: 0, thread: laneCards.thread.bytes, process: 15e6 },
  python: { loop: 0, thread: 16e3, process: 14e6 },
} as const;
/** What a pool behind a loop may take of it; the rest is for what waits on the loop. */
const poolShare = 0.5;
/** Socket buffers and a parsed request; the promise itself is 1 KB of it. */
const connectionBytes = 64e3;
/** How many wait at once, for each answer of `connections`; 10,000 is what one loop holds comfortably. */
const waiting: Readonly<Record<string, number>> = { tens: 50, hundreds: 500, thousands: 10_000 };
/** Threads for calls that block: 16 show the gain and take 0.2 GB in Node.js; hundreds are the practical end. */
const blockingThreads: Readonly<Record<string, number>> = { tens: 16, hundreds: 256, thousands: 256 };

const none = { poolThreads: null, poolProcesses: null, libuvThreads: null };

/** Pool sizes for a model on this machine. */
export function sizingOf(model: ModelId, known: Known, machine: Machine): Sizing {
  const traits = traitsOf(model);
  switch (formOf(traits)) {
    case 'serial':
      return {
        concurrency: 1,
        counts: 'task',
        ...none,
        formula: 'one after another: there is nothing to size',
      };
    case 'loop':
      return known.cycles === 'libuv'
        ? libuvSizing(machine)
        : { ...loopSizing(known, budgetFor(known, machine)), ...none };
    case 'lanes': {
      const size = known.cpu === 'yes' ? computing : blocking;
      const { lanes, formula } = size(traits.lane, known, machine, budgetFor(known, machine));
      return { concurrency: lanes, counts: laneCards[traits.lane].unit, ...none, formula };
    }
    case 'behind':
      return sizingBehind(lanesOf(model, known)!, known, machine);
  }
}

function sizingBehind(kind: LaneKind, known: Known, machine: Machine): Sizing {
  const size = computesBehind(known) ? computing : blocking;
  const budget = budgetFor(known, machine);
  const { lanes, each, formula } = size(kind, known, machine, {
    bytes: budget.bytes * poolShare,
    words: `${budget.words}, half of that for the pool`,
  });
  const left = { bytes: Math.max(0, budget.bytes - lanes * each), words: 'what the pool leaves' };
  const loop = loopSizing(known, left);
  return {
    ...loop,
    ...none,
    [kind === 'thread' ? 'poolThreads' : 'poolProcesses']: lanes,
    formula: `the loop: ${loop.formula}; the pool: ${formula}`,
  };
}

function libuvSizing({ effectiveCores }: Machine): Sizing {
  // No fewer than libuv starts with: file and name look-ups need them as well.
  const threads = Math.max(defaultLibuvThreads, Math.ceil(effectiveCores));
  return {
    concurrency: threads,
    counts: 'promises',
    ...none,
    libuvThreads: threads,
    formula: `UV_THREADPOOL_SIZE: one for each of ${cores(effectiveCores)} cores, never fewer than ${defaultLibuvThreads}; as many calls at once`,
  };
}

function loopSizing(known: Known, budget: Budget): Pick<Sizing, 'concurrency' | 'counts' | 'formula'> {
  const asked = known.scale === 'thousands' ? 'thousands' : known.connections;
  const wanted = waiting[asked ?? ''] ?? waiting.hundreds!;
  const words = `${asked ?? 'hundreds (a start)'} waiting at once`;
  const { lanes, formula } = within(wanted, words, connectionBytes, '', budget);
  return { concurrency: lanes, counts: 'promises', formula };
}

/** Bytes that all lanes may take together, and how they are reckoned. */
type Budget = { readonly bytes: number; readonly words: string };
/** Lanes, and what each takes in bytes. */
type Lanes = { lanes: number; each: number; formula: string };

/** A lane a core; where answers matter, one core stays free for whoever answers. */
function computing(kind: LaneKind, known: Known, { effectiveCores }: Machine, budget: Budget): Lanes {
  const spare = known.goal === 'latency' ? 1 : 0;
  const lanes = Math.max(1, Math.ceil(effectiveCores) - spare);
  const words = `one for each of ${cores(effectiveCores)} cores${Number.isInteger(effectiveCores) ? '' : ', rounded up'}`;
  const less = spare ? ', less one that stays free to answer' : '';
  return within(lanes, `${words}${less}`, laneBytes[sizedFor(known)][kind], whose(known), budget);
}

/** A lane for each call that waits at the same time. */
function blocking(kind: LaneKind, known: Known, _: Machine, budget: Budget): Lanes {
  const each = laneBytes[sizedFor(known)][kind];
  const usual = laneCards[kind].waiting;
  if (kind === 'process') return within(usual, `${usual} that wait side by side`, each, whose(known), budget);
  const asked = known.scale === 'thousands' ? 'thousands' : known.connections;
  const lanes = blockingThreads[asked ?? ''] ?? usual;
  const words = `one for each of ${plural(lanes, 'call')} that ${lanes === 1 ? 'blocks' : 'block'} at once`;
  return within(lanes, words, each, whose(known), budget);
}

/** Where the runtime is open, the one that takes more decides. */
const sizedFor = (known: Known) => (isPython(known) ? 'python' : 'node');
/** And the words say that it did. */
const whose = (known: Known) => (known.runtime === undefined ? ' in Node.js' : '');

/** No more lanes than fit into the memory there is. */
function within(lanes: number, words: string, each: number, where: string, budget: Budget): Lanes {
  const fitting = Math.floor(budget.bytes / each);
  const size = `${bytes(each)} each${where}`;
  if (fitting >= lanes) return { lanes, each, formula: `${words}; ${size}` };
  const room =
    fitting < 1
      ? `${budget.words}: no room for one, ${size}, and one is the least`
      : `${budget.words}: ${bytes(budget.bytes)} by ${size}`;
  return { lanes: Math.max(1, fitting), each, formula: `${room}, instead of ${count(lanes)}: ${words}` };
}

/** What was answered, and never more than is free here; less the program, and less what the tasks hold themselves. */
function budgetFor(known: Known, machine: Machine): Budget {
  const asked = budgets[known.memory ?? 'more'] ?? Number.POSITIVE_INFINITY;
  const allowed = Math.min(asked, allowedBytes(machine));
  const program = programBytes[sizedFor(known)];
  return {
    bytes: Math.max(0, allowed - program) * laneShare,
    words: `${bytes(allowed)} less ${bytes(program)} for the program, half of the rest for the work itself`,
  };
}
