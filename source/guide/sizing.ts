import { modelCard } from '../catalog/models.ts';
import { bytes, cores, count, plural } from '../format.ts';
import type { ModelId } from '../protocol/plan.ts';
import type { Sizing } from './decision.ts';
import type { Known, Machine } from './question.ts';
import { budgets } from './questions/memory.ts';

/** Of the memory that is free, lanes may take this share: the rest of the machine goes on working. */
const memoryShare = 0.8;
/** Resident bytes of one more lane. Node.js as the catalogue has it; CPython 3.11 measured on Linux. */
const laneBytes = {
  node: { threads: modelCard('threads').laneBytes, processes: modelCard('processes').laneBytes },
  python: { threads: 16e3, processes: 14.5e6 },
} as const;
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
      return known.cycles === 'libuv' ? libuvSizing(machine) : { ...loopSizing(known, machine), ...none };
    case 'threads':
    case 'processes': {
      const { lanes, formula } =
        known.cpu === 'yes' ? computing(model, known, machine) : blocking(model, known, machine);
      return { concurrency: lanes, counts: model, ...none, formula };
    }
    case 'hybrid':
      return hybridSizing(known, machine);
  }
}

function hybridSizing(known: Known, machine: Machine): Sizing {
  const loop = loopSizing(known, machine);
  const heavy = known.mixed === 'heavy' || known.cpu === 'yes';
  const apart =
    (heavy && known.runtime === 'cpython') || known.isolation === 'untrusted' || known.isolation === 'crash';
  const kind = apart ? 'processes' : 'threads';
  const { lanes, formula } = heavy ? computing(kind, known, machine) : blocking(kind, known, machine);
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

function loopSizing(known: Known, machine: Machine): Pick<Sizing, 'concurrency' | 'counts' | 'formula'> {
  const asked = known.scale === 'thousands' ? 'thousands' : known.connections;
  const wanted = waiting[asked ?? ''] ?? waiting.hundreds!;
  const fitting = Math.max(1, Math.floor(budgetOf(known, machine) / connectionBytes));
  const formula =
    fitting < wanted
      ? `${bytes(budgetOf(known, machine))} by ${bytes(connectionBytes)} a connection`
      : `${asked ?? 'hundreds (a start)'} waiting at once, ${bytes(connectionBytes)} each`;
  return { concurrency: Math.min(wanted, fitting), counts: 'promises', formula };
}

type Lanes = { lanes: number; formula: string };

/** A lane a core; where answers matter, one core stays free for whoever answers. */
function computing(kind: 'threads' | 'processes', known: Known, machine: Machine): Lanes {
  const { effectiveCores } = machine;
  const spare = known.goal === 'latency' ? 1 : 0;
  const lanes = Math.max(1, Math.ceil(effectiveCores) - spare);
  const words = `one for each of ${cores(effectiveCores)} cores${Number.isInteger(effectiveCores) ? '' : ', rounded up'}`;
  return within(
    lanes,
    `${words}${spare ? ', less one that stays free to answer' : ''}`,
    kind,
    known,
    machine,
  );
}

/** A lane for each call that waits at the same time. */
function blocking(kind: 'threads' | 'processes', known: Known, machine: Machine): Lanes {
  if (kind === 'processes')
    return within(waitingProcesses, `${waitingProcesses} that wait side by side`, kind, known, machine);
  const asked = known.scale === 'thousands' ? 'thousands' : known.connections;
  const lanes = blockingThreads[asked ?? ''] ?? usualBlockingThreads;
  const words = `one for each of ${plural(lanes, 'call')} that ${lanes === 1 ? 'blocks' : 'block'} at once`;
  return within(lanes, words, kind, known, machine);
}

/** No more lanes than fit into the memory there is. */
function within(
  lanes: number,
  words: string,
  kind: 'threads' | 'processes',
  known: Known,
  machine: Machine,
): Lanes {
  // Where the runtime is open, the one that takes more decides.
  const python = known.runtime === 'cpython' || known.runtime === 'free-threaded';
  const each = laneBytes[python ? 'python' : 'node'][kind];
  const budget = budgetOf(known, machine);
  const fitting = Math.max(1, Math.floor(budget / each));
  if (fitting >= lanes) return { lanes, formula: `${words}; ${bytes(each)} each` };
  return {
    lanes: fitting,
    formula: `${bytes(budget)} by ${bytes(each)} each, instead of ${count(lanes)}: ${words}`,
  };
}

/** Bytes all lanes together may take: what was answered, and never more than is free here. */
function budgetOf({ memory }: Known, { availableMemoryBytes }: Machine): number {
  return Math.min(budgets[memory ?? 'more'] ?? Number.POSITIVE_INFINITY, availableMemoryBytes * memoryShare);
}
