import { modelCard } from '../catalog/models.ts';
import { bytes, cores, count, plural } from '../format.ts';
import type { ModelId } from '../protocol/plan.ts';
import type { Sizing } from './decision.ts';
import { computesBehind, lanesOf } from './lanes.ts';
import { isPython, type Known, type Machine } from './question.ts';
import { budgets } from './questions/memory.ts';

/** Of the memory that is free, lanes may take this share: the rest of the machine goes on working. */
const memoryShare = 0.8;
/** Resident bytes of one more lane. Node.js as the catalogue has it; CPython 3.11 measured on Linux. */
const laneBytes = {
  node: { threads: modelCard('threads').laneBytes, processes: modelCard('processes').laneBytes },
  python: { threads: 16e3, processes: 14.5e6 },
} as const;
/** What the pool of `hybrid` may take of it; the rest is for what waits on the loop. */
const poolShare = 0.5;
/** Socket buffers and a parsed request; the promise itself is 1 KB of it. */
const connectionBytes = 64e3;
/** How many wait at once, for each answer of `connections`; 10,000 is what one loop holds comfortably. */
const waiting: Readonly<Record<string, number>> = { tens: 50, hundreds: 500, thousands: 10_000 };
/** Threads for calls that block: 16 show the gain and take 0.2 GB in Node.js; hundreds are the practical end. */
const blockingThreads: Readonly<Record<string, number>> = { tens: 16, hundreds: 256, thousands: 256 };
const usualBlockingThreads = 16;
/** A process costs four threads in Node.js, so fewer of them wait. */
const waitingProcesses = 8;
/** libuv starts with four, and file and name look-ups need them as well. */
const leastLibuvThreads = 4;

const none = { poolThreads: null, poolProcesses: null, libuvThreads: null };

/** Pool sizes for a model on this machine. */
export function sizingOf(model: ModelId, known: Known, machine: Machine): Sizing {
  switch (model) {
    case 'sequential':
      return {
        concurrency: 1,
        counts: 'task',
        ...none,
        formula: 'one after another: there is nothing to size',
      };
    case 'async':
      return known.cycles === 'libuv'
        ? libuvSizing(machine)
        : { ...loopSizing(known, budgetOf(known, machine)), ...none };
    case 'threads':
    case 'processes': {
      const size = known.cpu === 'yes' ? computing : blocking;
      const { lanes, formula } = size(model, known, machine, budgetOf(known, machine));
      return { concurrency: lanes, counts: model, ...none, formula };
    }
    case 'hybrid':
      return hybridSizing(known, machine);
  }
}

function hybridSizing(known: Known, machine: Machine): Sizing {
  const kind = lanesOf('hybrid', known)!;
  const size = computesBehind(known) ? computing : blocking;
  const budget = budgetOf(known, machine);
  const { lanes, each, formula } = size(kind, known, machine, budget * poolShare);
  const loop = loopSizing(known, Math.max(0, budget - lanes * each));
  return {
    ...loop,
    ...none,
    [kind === 'threads' ? 'poolThreads' : 'poolProcesses']: lanes,
    formula: `the loop: ${loop.formula}; the pool: ${formula}`,
  };
}

function libuvSizing({ effectiveCores }: Machine): Sizing {
  const threads = Math.max(leastLibuvThreads, Math.ceil(effectiveCores));
  return {
    concurrency: threads,
    counts: 'promises',
    ...none,
    libuvThreads: threads,
    formula: `UV_THREADPOOL_SIZE: one for each of ${cores(effectiveCores)} cores, never fewer than ${leastLibuvThreads}; as many calls at once`,
  };
}

function loopSizing(known: Known, budget: number): Pick<Sizing, 'concurrency' | 'counts' | 'formula'> {
  const asked = known.scale === 'thousands' ? 'thousands' : known.connections;
  const wanted = waiting[asked ?? ''] ?? waiting.hundreds!;
  const fitting = Math.max(1, Math.floor(budget / connectionBytes));
  const formula =
    fitting < wanted
      ? `${bytes(budget)} by ${bytes(connectionBytes)} a connection`
      : `${asked ?? 'hundreds (a start)'} waiting at once, ${bytes(connectionBytes)} each`;
  return { concurrency: Math.min(wanted, fitting), counts: 'promises', formula };
}

/** Lanes, and what each takes in bytes. */
type Lanes = { lanes: number; each: number; formula: string };
type Kind = 'threads' | 'processes';

/** A lane a core; where answers matter, one core stays free for whoever answers. */
function computing(kind: Kind, known: Known, { effectiveCores }: Machine, budget: number): Lanes {
  const spare = known.goal === 'latency' ? 1 : 0;
  const lanes = Math.max(1, Math.ceil(effectiveCores) - spare);
  const words = `one for each of ${cores(effectiveCores)} cores${Number.isInteger(effectiveCores) ? '' : ', rounded up'}`;
  return within(
    lanes,
    `${words}${spare ? ', less one that stays free to answer' : ''}`,
    laneBytesOf(kind, known),
    budget,
  );
}

/** A lane for each call that waits at the same time. */
function blocking(kind: Kind, known: Known, _: Machine, budget: number): Lanes {
  const each = laneBytesOf(kind, known);
  if (kind === 'processes')
    return within(waitingProcesses, `${waitingProcesses} that wait side by side`, each, budget);
  const asked = known.scale === 'thousands' ? 'thousands' : known.connections;
  const lanes = blockingThreads[asked ?? ''] ?? usualBlockingThreads;
  const words = `one for each of ${plural(lanes, 'call')} that ${lanes === 1 ? 'blocks' : 'block'} at once`;
  return within(lanes, words, each, budget);
}

/** Where the runtime is open, the one that takes more decides. */
const laneBytesOf = (kind: Kind, known: Known) => laneBytes[isPython(known) ? 'python' : 'node'][kind];

/** No more lanes than fit into the memory there is. */
function within(lanes: number, words: string, each: number, budget: number): Lanes {
  const fitting = Math.max(1, Math.floor(budget / each));
  if (fitting >= lanes) return { lanes, each, formula: `${words}; ${bytes(each)} each` };
  return {
    lanes: fitting,
    each,
    formula: `${bytes(budget)} by ${bytes(each)} each, instead of ${count(lanes)}: ${words}`,
  };
}

/** Bytes all lanes together may take: what was answered, and never more than is free here. */
function budgetOf({ memory }: Known, { availableMemoryBytes }: Machine): number {
  return Math.min(budgets[memory ?? 'more'] ?? Number.POSITIVE_INFINITY, availableMemoryBytes * memoryShare);
}
