import type { LaneUnit } from '../catalog/cards.ts';
import {
  connectionBytes,
  laneBytes,
  laneDescriptors,
  programBytes,
  programDescriptors,
  said,
} from '../catalog/costs.ts';
import { defaultLibuvThreads } from '../catalog/make-plan.ts';
import { formOf } from '../catalog/models.ts';
import { allowedBytes } from '../catalog/room.ts';
import { runtimeCard, usualRuntime } from '../catalog/runtimes/index.ts';
import { bytes, count } from '../format.ts';
import type { ModelId } from '../protocol/plan.ts';
import type { LaneKind } from '../protocol/vital-events.ts';
import type { Sizing } from './decision.ts';
import { computesBehind, inLibuv, lanesOf, traitsOf } from './lanes.ts';
import { isPython, type Known, type Machine } from './question.ts';
import { budgets } from './questions/memory.ts';
import { oneServerTakes } from './questions/peer.ts';
import { laneWords, perCore } from './words.ts';

const laneCards = usualRuntime.lanes;

/** Of what the program leaves, lanes may take this share: the rest is for what their tasks hold while they work. */
const laneShare = 0.5;
/** What a pool behind a loop may take of it; the rest is for what waits on the loop. */
const poolShare = 0.5;
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
      return { concurrency: 1, counts: 'task', ...none, formula: 'There is nothing to size.' };
    case 'loop': {
      const libuv = inLibuv(known) ? libuvSizing(machine) : null;
      // One kind of work: as many calls as compute at once. Where others wait as well, the loop holds those, too.
      if (libuv && known.mixed !== 'heavy') return libuv;
      const budget = budgetFor(known, machine);
      const loop = loopLanes(known, budget);
      const formula = formulaOf(budget, loop);
      return {
        ...{ concurrency: loop.lanes, counts: waiterOf(known).unit, ...none },
        ...(libuv === null
          ? { formula }
          : { libuvThreads: libuv.libuvThreads, formula: `Loop: ${formula} Heavy calls: ${libuv.formula}` }),
      };
    }
    case 'lanes': {
      const budget = budgetFor(known, machine);
      const size = known.cpu === 'yes' ? computing : blocking;
      const found = size(traits.lane, known, machine, budget);
      const counts = laneCards[traits.lane].unit;
      return { concurrency: found.lanes, counts, ...none, formula: formulaOf(budget, found) };
    }
    case 'behind':
      return sizingBehind(lanesOf(model, known)!, known, machine);
  }
}

function sizingBehind(kind: LaneKind, known: Known, machine: Machine): Sizing {
  const size = computesBehind(known) ? computing : blocking;
  const budget = budgetFor(known, machine);
  const pool = size(kind, known, machine, {
    ...budget,
    bytes: budget.bytes * poolShare,
    descriptors: budget.descriptors * poolShare,
  });
  const loop = loopLanes(known, {
    ...budget,
    bytes: Math.max(0, budget.bytes - pool.lanes * pool.each),
    descriptors: budget.descriptors - pool.lanes * laneDescriptors[sizedFor(known)][kind],
  });
  const formula = `Loop: ${loop.says} Pool: ${pool.says}`;
  const short = [
    ...(pool.fits ? [] : ['the pool may take half of what is left']),
    ...(loop.fits ? [] : ['the loop may take what the pool leaves']),
  ];
  return {
    concurrency: loop.lanes,
    counts: waiterOf(known).unit,
    ...none,
    [kind === 'thread' ? 'poolThreads' : 'poolProcesses']: pool.lanes,
    formula: short.length === 0 ? formula : `${formula} ${memoryWords(budget)}; ${short.join(', and ')}.`,
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
    formula: `UV_THREADPOOL_SIZE=${threads}: one thread ${perCore(effectiveCores)}, but at least the usual ${defaultLibuvThreads}. Make ${threads} calls at once.`,
  };
}

/** Bytes that all lanes may take together, of all that the program is allowed, and files and sockets they may hold open. */
type Budget = {
  readonly bytes: number;
  readonly allowedBytes: number;
  readonly programBytes: number;
  readonly descriptors: number;
};
/** Lanes, what each takes in bytes, whether memory is enough for as many as wanted, and all of it in a sentence. */
type Lanes = { lanes: number; each: number; fits: boolean; says: string };
/** Lanes as they would be with room enough: how many of what, why so many, and what each takes. */
type Wanted = {
  lanes: number;
  unit: LaneUnit;
  why: string;
  each: number;
  eachWords: string;
  descriptors: number;
};

function formulaOf(budget: Budget, { says, fits }: Lanes): string {
  return fits ? says : `${says} ${memoryWords(budget)}.`;
}

function memoryWords({ allowedBytes, programBytes }: Budget): string {
  return `Memory: of ${bytes(allowedBytes)} the program takes ${bytes(programBytes)}; half of the rest is for the tasks' own data`;
}

function loopLanes(known: Known, budget: Budget): Lanes {
  const asked = askedFor(known);
  const wanted = waiting[asked ?? ''];
  return within(
    {
      ...atOneServer(known, {
        lanes: wanted ?? waiting.hundreds!,
        why: wanted === undefined ? 'a number to start with' : `${asked} wait at once`,
      }),
      unit: waiterOf(known).unit,
      each: connectionBytes,
      eachWords: ` (${waiterOf(known).says}, the rest for its connection)`,
      descriptors: laneDescriptors[sizedFor(known)].loop,
    },
    budget,
  );
}

/** What waits on the loop, and what each takes without its connection. */
function waiterOf(known: Known): { unit: LaneUnit; says: string } {
  const { lanes } = runtimeCard(sizedFor(known));
  const says = isPython(known) ? `${said.pythonTask} for the task` : `${said.promise} for the promise`;
  return { unit: lanes.loop.unit, says };
}

/** How many wait at once, by the answer that says more. */
const askedFor = (known: Known) => (known.scale === 'thousands' ? 'thousands' : known.connections);

/** No more than one server takes, where all calls go to one. */
function atOneServer(
  { peer }: Known,
  wanted: { lanes: number; why: string },
): { lanes: number; why: string } {
  if (peer !== 'one' || wanted.lanes <= oneServerTakes) return wanted;
  return { lanes: oneServerTakes, why: 'what one server usually takes at once' };
}

/** A lane a core; where answers matter, one core stays free for whoever answers. */
function computing(kind: LaneKind, known: Known, machine: Machine, budget: Budget): Lanes {
  const { effectiveCores } = machine;
  const spare = known.goal === 'latency' ? 1 : 0;
  const lanes = Math.max(1, Math.ceil(effectiveCores) - spare);
  const less = spare ? ', minus one that stays free to answer' : '';
  return within(
    { ...laneOf(kind, known, machine), lanes, why: `one ${perCore(effectiveCores)}${less}` },
    budget,
  );
}

/** A lane for each call that waits at the same time. */
function blocking(kind: LaneKind, known: Known, machine: Machine, budget: Budget): Lanes {
  const asked = askedFor(known);
  const wanted = kind === 'process' ? undefined : blockingThreads[asked ?? ''];
  const why =
    wanted === undefined
      ? 'a number to start with'
      : asked === 'thousands'
        ? 'the practical limit for thousands of blocking calls'
        : `for ${asked} of blocking calls at once`;
  const lanes = wanted ?? laneCards[kind].waiting;
  return within({ ...laneOf(kind, known, machine), ...atOneServer(known, { lanes, why }) }, budget);
}

/** What one lane takes: where the runtime is open, in the one that takes more, and the words say that it did. */
function laneOf(kind: LaneKind, known: Known, { laneBytes: here }: Machine): Omit<Wanted, 'lanes' | 'why'> {
  const sized = sizedFor(known);
  const measured =
    sized === 'node' && (kind === 'thread' || kind === 'process') ? (here?.[kind] ?? null) : null;
  return {
    unit: laneCards[kind].unit,
    each: measured ?? laneBytes[sized][kind],
    eachWords: `${known.runtime === undefined ? ' in Node.js' : ''}${measured === null ? '' : ', measured here'}`,
    descriptors: laneDescriptors[sized][kind],
  };
}

/** Where the runtime is open, the one that takes more decides. */
const sizedFor = (known: Known) => (isPython(known) ? 'python' : 'node');

/** No more lanes than may be open at once, and no more than fit into the memory there is. */
function within(wanted: Wanted, budget: Budget): Lanes {
  const openable = Math.max(1, Math.floor(budget.descriptors / wanted.descriptors));
  if (openable >= wanted.lanes) return inMemory(wanted, budget);
  const why = `the limit of open files; ${count(wanted.lanes)} need ulimit -n ${programDescriptors + wanted.lanes * wanted.descriptors}`;
  return inMemory({ ...wanted, lanes: openable, why }, budget);
}

function inMemory({ lanes, unit, why, each, eachWords }: Wanted, budget: Budget): Lanes {
  const fitting = Math.floor(budget.bytes / each);
  const size = `${bytes(each)} each${eachWords}`;
  if (fitting >= lanes)
    return { lanes, each, fits: true, says: `${laneWords(lanes, unit)} (${why}), ${size}.` };
  const found = Math.max(1, fitting);
  const room =
    fitting < 1
      ? `${laneWords(1, unit)}, the least there can be, without room even for that: ${size}`
      : `${laneWords(found, unit)} in ${bytes(budget.bytes)}, ${size}`;
  const says = lanes === found ? `${room}.` : `${room}. ${count(lanes)} (${why}) would not fit.`;
  return { lanes: found, each, fits: false, says };
}

/** What was answered, and never more than is free here; less the program, and less what the tasks hold themselves. */
function budgetFor(known: Known, machine: Machine): Budget {
  const asked = budgets[known.memory ?? 'more'] ?? Number.POSITIVE_INFINITY;
  const allowed = Math.min(asked, allowedBytes(machine));
  const program = programBytes[sizedFor(known)];
  return {
    bytes: Math.max(0, allowed - program) * laneShare,
    allowedBytes: allowed,
    programBytes: program,
    descriptors: (machine.descriptors ?? Number.POSITIVE_INFINITY) - programDescriptors,
  };
}
