import type { ModelCard } from '../catalog/cards.ts';
import { defaultLibuvThreads } from '../catalog/make-plan.ts';
import { formOf, laneCard, modelsOf, whyNot } from '../catalog/models.ts';
import { poolBehind } from '../catalog/pools.ts';
import { allowedBytes, type Room, twoCores } from '../catalog/room.ts';
import { runtimeCard } from '../catalog/runtimes/index.ts';
import type { WorkloadCard } from '../catalog/workloads.ts';
import type { Interpreter, ModelId } from '../protocol/plan.ts';
import type { Measured } from '../protocol/units.ts';
import type { LaneKind } from '../protocol/vital-events.ts';
import type { Character } from './character.ts';
import { freeShare, leastShare, tooSmallRatio } from './character-of.ts';
import type { Limit, Size, Sized, Sizes, Skip } from './sizes.ts';

/** What a size depends on beside the work itself. */
export type Setting = {
  /** How many tasks there are in all; null: they go on. */
  readonly tasks: number | null;
  /** One message to a lane and its answer. */
  readonly handoverMs: Readonly<Partial<Record<LaneKind, Measured>>>;
  /** Models that the person ruled out, with the answer that does. */
  readonly ruledOut: Readonly<Partial<Record<ModelId, string>>>;
  /** What runs the work, where that is not Heddle's own runtime. */
  readonly interpreter: Interpreter | null;
};

const sources = {
  one: 'By definition',
  cores: {
    node: 'Node.js, Worker threads: as many as there are cores for work that computes, https://nodejs.org/api/worker_threads.html',
    python:
      'Python, ProcessPoolExecutor: as many as there are cores, https://docs.python.org/3/library/concurrent.futures.html#concurrent.futures.ProcessPoolExecutor',
  },
  goetz:
    'Goetz and others, Java Concurrency in Practice, 8.2: threads = cores × utilization × (1 + waiting / computing)',
  lock: "Amdahl's law: threads = 1 / the share of a task's time for which it holds the lock: one thread at a time can",
  little:
    "Little's law: tasks at once = tasks per second × seconds per task; one loop is busy from (waiting + computing) / computing on",
  libuv:
    'libuv, Thread pool work scheduling: 4 threads unless UV_THREADPOOL_SIZE says more, https://docs.libuv.org/en/v1.x/threadpool.html',
} as const;

/** Where it is out of reach that promises gain the tenth that an answer changes for: 1 / (1 − 0.09) = 1.1. */
const leastFree = 0.09;
/** More promises than that against one server measure the server; nobody's default sends more. */
const mostPromises = 1000;
/** No fewer than that: a wait of its own kind, and calls that were cold when they were measured, make the ratio too small. */
const fewestPromises = 64;
/** Of a task that next to nothing was seen of: a thousandth of its time. */
const leastBusy = 1 / mostPromises;
/** Two requests for each thread of libuv's pool: one that runs, one that is ready when it ends. */
const perLibuvThread = 2;
/** Files and sockets that a program has open by itself, modules and pipes among them. */
const ownDescriptors = 64;

/** Numbers for every model by what the work is like; or why a model is not worth a run. */
export function sizesFor(of: Character, card: WorkloadCard, room: Room, setting: Setting): Sizes {
  const models = modelsOf({ runtime: card.runtime, interpreter: setting.interpreter ?? undefined });
  return Object.fromEntries(
    models.map((model) => [model.id, sizeFor(model, of, card, room, setting)]),
  ) as Sizes;
}

function sizeFor(model: ModelCard, of: Character, card: WorkloadCard, room: Room, setting: Setting): Sized {
  const form = formOf(model);
  if (form === 'serial') return sized(1, null, 'one', {}, sources.one);
  const answer = setting.ruledOut[model.id];
  if (answer !== undefined) return skipped('answer', null, answer);
  const refused = whyNot(model.id, card);
  if (refused !== null) return skipped('refused', null, refused);
  switch (form) {
    case 'loop':
      return loopSize(of, card, room, setting);
    case 'lanes':
      return laneSize(model, of, card, room, setting);
    case 'behind':
      return behindSize(model, of, card, room, setting.tasks);
  }
}

/** A workload with a body of its own for the loop may wait where the other one blocks: only a run tells. */
const sameBody = ({ bodies }: WorkloadCard) => bodies.length === 1;

function loopSize(
  of: Character,
  card: WorkloadCard,
  room: Room,
  { tasks, handoverMs: { thread } }: Setting,
): Sized {
  const free = freeShare(of.shares);
  if (sameBody(card)) {
    if (of.returnsPromise === 'never') return skipped('no-promise', free);
    if (free !== null && free < leastFree) return skipped('nothing-waits', free);
    // Over before another thread could have answered: it awaits what is there already. A model's own cost decided.
    if (of.msPerTask !== null && of.msPerTask < (thread ?? 0)) return skipped('nothing-waits', null);
  }
  return loopNumber(of, card, room, tasks);
}

function loopNumber(of: Character, card: WorkloadCard, room: Room, tasks: number | null): Sized {
  const { shares, msPerTask } = of;
  const free = sameBody(card) ? (freeShare(shares) ?? 1) : 1;
  const beside = (shares.libuv ?? 0) + (shares.nativeThreads ?? 0);
  const held = Math.max(1 - free, leastBusy);
  const waiting = shares.waitingFree ?? free;
  // Where the free time is mostly computing elsewhere, more at once only queue for libuv's threads.
  if (card.runtime === 'node' && sameBody(card) && beside >= waiting) {
    const cores = Math.ceil(room.effectiveCores);
    const pool = Math.max(room.libuvThreads ?? defaultLibuvThreads, cores);
    const libuvThreads = pool > (room.libuvThreads ?? defaultLibuvThreads) ? pool : null;
    const figures = { libuvThreads: pool, cores, offLoop: beside };
    return sized(
      ...within(perLibuvThread * pool, room, tasks),
      'off-loop',
      figures,
      sources.libuv,
      libuvThreads,
    );
  }
  const wanted = Math.min(mostPromises, Math.ceil(1 / held));
  const figures = {
    waitingMs: (msPerTask ?? 0) * free,
    computingMs: (msPerTask ?? 0) * (1 - free),
    wanted,
  };
  const found = wanted >= mostPromises ? 'most' : wanted < fewestPromises ? 'tried' : null;
  return sized(
    ...within(Math.max(wanted, fewestPromises), room, tasks, found),
    'loop-and-waiting',
    figures,
    sources.little,
  );
}

function within(
  wanted: number,
  { descriptors }: Room,
  tasks: number | null,
  found: Limit | null = null,
): [number, Limit | null] {
  const open = descriptors == null ? Number.POSITIVE_INFINITY : Math.max(1, descriptors - ownDescriptors);
  if (tasks !== null && tasks <= Math.min(wanted, open)) return [tasks, tasks < wanted ? 'tasks' : found];
  return open < wanted ? [open, 'descriptors'] : [wanted, found];
}

function laneSize(
  model: ModelCard,
  of: Character,
  { runtime }: WorkloadCard,
  room: Room,
  { tasks, handoverMs, ruledOut, interpreter }: Setting,
): Sized {
  const { shares, msPerTask } = of;
  const handing = handoverMs[model.lane] ?? null;
  // Whoever needs lanes, for what no measurement shows, pays for the message.
  const isNeeded = ruledOut[runtimeCard(runtime).baseline] !== undefined;
  if (!isNeeded && handing !== null && msPerTask !== null && handing > tooSmallRatio * msPerTask)
    return skipped('too-small', handing / msPerTask);
  const free = freeShare(shares) ?? 0;
  // While it waits for a child process that computes, a core is in use all the same.
  const idle = (shares.waitingHeld ?? 0) + (shares.waitingFree ?? 0) - (shares.children ?? 0);
  const waiting = Math.min(1, Math.max(0, idle));
  if (room.effectiveCores < twoCores && waiting < leastShare && free < leastShare)
    return skipped('one-core', waiting);
  const { bytes, waiting: usual, tried } = laneCard({ runtime, model: model.id });
  // A lane that holds what one after another held: garbage counts, as it does there.
  const fitting = Math.floor(allowedBytes(room) / Math.max(bytes, of.laneBytes ?? 0));
  if (fitting < 2) return skipped('memory', null);
  const cores = Math.ceil(room.effectiveCores);
  // Where a loop could wait for all of it, a few lanes show what lanes can do.
  const most = (shares.waitingFree ?? 0) >= leastShare ? usual : tried;
  // A child process starts, is waited for and read, too: of those more than cores may help.
  const hasChildren = (shares.children ?? 0) >= leastShare;
  const computes = waiting < leastShare && !hasChildren;
  // Threads that share a lock hold it in turn: more than keep it busy gain nothing.
  const locked =
    model.lane === 'thread' && interpreter?.lock === 'shared'
      ? (shares.loopJs ?? 0) + (shares.collector ?? 0)
      : 0;
  const byCores = cores / Math.max(1 - waiting, leastBusy);
  const byLock = 1 / Math.max(locked, leastBusy);
  const wanted = computes ? Math.max(2, cores) : Math.max(2, Math.ceil(Math.min(byCores, byLock)));
  const limits: [number, Limit | null][] = [
    [wanted, null],
    [most, 'most'],
    [fitting, 'memory'],
    [tasks ?? Number.POSITIVE_INFINITY, 'tasks'],
  ];
  const [lanes, limit] = limits.reduce((least, next) => (next[0] < least[0] ? next : least));
  const figures = {
    cores: room.effectiveCores,
    waitingMs: (msPerTask ?? 0) * waiting,
    computingMs: (msPerTask ?? 0) * (1 - waiting),
    utilization: 1,
    wanted,
    most: Math.min(most, fitting),
  };
  if (!computes && byLock < byCores)
    return sized(Math.max(1, lanes), limit, 'lock-and-waiting', figures, sources.lock);
  return computes
    ? sized(Math.max(1, lanes), limit, 'cores', { cores: room.effectiveCores }, sources.cores[runtime])
    : sized(Math.max(1, lanes), limit, 'cores-and-waiting', figures, sources.goetz);
}

/** The loop in front waits for as many as there are; what is behind it computes or blocks. */
function behindSize(
  model: ModelCard,
  of: Character,
  card: WorkloadCard,
  room: Room,
  tasks: number | null,
): Sized {
  if (card.parts.length === 0) return skipped('no-parts', null);
  const front = loopNumber(of, card, room, tasks);
  if (!front.size) return front;
  const { concurrency } = front.size;
  const of_ = { runtime: card.runtime, model: model.id };
  const pool = (field: 'poolThreads' | 'poolProcesses') => {
    const { isThere, usual } = poolBehind(field, of_, card, concurrency, room.effectiveCores);
    return isThere ? usual : null;
  };
  const pools = { poolThreads: pool('poolThreads'), poolProcesses: pool('poolProcesses') };
  return { size: { ...front.size, ...pools }, skip: null };
}

function sized(
  concurrency: number,
  limitedBy: Limit | null,
  name: Size['formula']['name'],
  figures: Readonly<Record<string, number>>,
  source: string,
  libuvThreads: number | null = null,
): Sized {
  const formula = { name, figures, limitedBy, source };
  return {
    size: { concurrency, libuvThreads, poolThreads: null, poolProcesses: null, formula },
    skip: null,
  };
}

function skipped(reason: Skip['reason'], share: Measured, detail: string | null = null): Sized {
  return { size: null, skip: { reason, share, detail } };
}
