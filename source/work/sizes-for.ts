import type { ModelCard } from '../catalog/cards.ts';
import { defaultLibuvThreads } from '../catalog/make-plan.ts';
import { defaultPoolThreads, formOf, laneCard, whyNot } from '../catalog/models.ts';
import { allowedBytes, type Room, twoCores } from '../catalog/room.ts';
import { runtimeCard, usualRuntime } from '../catalog/runtimes/index.ts';
import type { WorkloadCard } from '../catalog/workloads.ts';
import type { ModelId } from '../protocol/plan.ts';
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
};

const sources = {
  one: 'By definition',
  cores:
    'Node.js, Worker threads: as many as there are cores for work that computes, https://nodejs.org/api/worker_threads.html',
  goetz:
    'Goetz and others, Java Concurrency in Practice, 8.2: threads = cores × utilization × (1 + waiting / computing)',
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
/** Beyond it one measures the scheduler; lanes that wait so much are promises' work. */
const mostThreads = 32;
const mostProcesses = 16;
/** Two requests for each thread of libuv's pool: one that runs, one that is ready when it ends. */
const perLibuvThread = 2;
/** Files and sockets that a program has open by itself, modules and pipes among them. */
const ownDescriptors = 64;

/** Numbers for every model by what the work is like; or why a model is not worth a run. */
export function sizesFor(of: Character, card: WorkloadCard, room: Room, setting: Setting): Sizes {
  const { models } = runtimeCard(usualRuntime.id);
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
  const { tasks } = setting;
  switch (form) {
    case 'loop':
      return loopSize(of, card, room, setting);
    case 'lanes':
      return laneSize(model, of, room, setting);
    case 'behind':
      return behindSize(model, of, card, room, tasks);
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
  const held = Math.max(1 - free, 1 / mostPromises);
  const waiting = shares.waitingFree ?? free;
  // Where the free time is mostly computing elsewhere, more at once only queue for libuv's threads.
  if (sameBody(card) && beside >= waiting) {
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
  const figures = { waitingMs: (msPerTask ?? 0) * free, computingMs: (msPerTask ?? 0) * (1 - free) };
  const wanted = Math.min(mostPromises, Math.ceil(1 / held));
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
  room: Room,
  { tasks, handoverMs, ruledOut }: Setting,
): Sized {
  const { shares, msPerTask } = of;
  const handing = handoverMs[model.lane] ?? null;
  // Whoever needs lanes, for what no measurement shows, pays for the message.
  const isNeeded = ruledOut[runtimeCard(usualRuntime.id).baseline] !== undefined;
  if (!isNeeded && handing !== null && msPerTask !== null && handing > tooSmallRatio * msPerTask)
    return skipped('too-small', handing / msPerTask);
  const free = freeShare(shares) ?? 0;
  const waiting = Math.min(1, (shares.waitingHeld ?? 0) + (shares.waitingFree ?? 0));
  if (room.effectiveCores < twoCores && waiting < leastShare && free < leastShare)
    return skipped('one-core', waiting);
  const { bytes, waiting: usual } = laneCard({ runtime: usualRuntime.id, model: model.id });
  // A lane that holds what one after another held: garbage counts, as it does there.
  const fitting = Math.floor(allowedBytes(room) / Math.max(bytes, of.laneBytes ?? 0));
  if (fitting < 2) return skipped('memory', null);
  const cores = Math.ceil(room.effectiveCores);
  // Where a loop could wait for all of it, a few lanes show what lanes can do.
  const most =
    (shares.waitingFree ?? 0) >= leastShare ? usual : model.lane === 'thread' ? mostThreads : mostProcesses;
  const computes = waiting < leastShare;
  const wanted = computes
    ? Math.max(2, cores)
    : Math.max(2, Math.ceil(cores / Math.max(1 - waiting, 1 / most)));
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
    most: Math.min(most, fitting),
  };
  return computes
    ? sized(Math.max(1, lanes), limit, 'cores', { cores: room.effectiveCores }, sources.cores)
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
  const of_ = { runtime: usualRuntime.id, model: model.id };
  const poolThreads = defaultPoolThreads(of_, card, concurrency, room.effectiveCores);
  return { size: { ...front.size, poolThreads }, skip: null };
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
  return { size: { concurrency, libuvThreads, poolThreads: null, formula }, skip: null };
}

function skipped(reason: Skip['reason'], share: Measured, detail: string | null = null): Sized {
  return { size: null, skip: { reason, share, detail } };
}
