import type { Measured } from '../protocol/units.ts';
import type { Summary } from './summary.ts';
import type { Vitals } from './vitals.ts';

type Lane = Pick<Summary['lanes'][number], 'cpuMs' | 'waitMs' | 'lockMs'>;

/** Below this a few time slices of the kernel decide what a run did with its time. */
export const shortestMs = 300;

/**
 * A lane that computes gets at least this share of what it wants, also on a machine crowded by 20 others (5 % measured).
 * What it waited beyond that were timers that woke up late: a loop that only waits computes 1 to 3 % of the time.
 */
const leastServedRatio = 0.04;

/** The most that somebody may have wanted of the cores who got so much of them. */
export const mostWanted = (got: number) => got / leastServedRatio;

/**
 * Time that lanes computed, or were ready to and waited for a core or a lock, by all their time: 1 is computing without a
 * pause.
 * Null when it was not measured.
 */
export function computingRatio(lanes: readonly Lane[], wallMs: Measured): Measured {
  if (!wallMs || lanes.length === 0) return null;
  let wantedMs = 0;
  for (const { cpuMs, waitMs, lockMs } of lanes) {
    if (cpuMs === null) return null;
    wantedMs += Math.min(cpuMs + (waitMs ?? 0), mostWanted(cpuMs)) + (lockMs ?? 0);
  }
  return wantedMs / (lanes.length * wallMs);
}

/** From this share of computing on, cores are what the work lacks. */
const computesRatio = 0.6;
/** Below this it waits for something else. Work between the two does some of each: no advice fits it either way. */
const waitsRatio = 0.3;

/** What work mostly does, by its share of computing. */
export function natureOf(computing: number): 'computes' | 'waits' | 'both' {
  if (computing >= computesRatio) return 'computes';
  return computing < waitsRatio ? 'waits' : 'both';
}

/** Processor time of a run beside its loop, in cores' worth: under `async` that is libuv's threads. */
export function offLoopCores({ cpu, lanes, wallMs }: Pick<Summary, 'cpu' | 'lanes' | 'wallMs'>): Measured {
  const loopMs = lanes.find(({ kind }) => kind === 'loop')?.cpuMs ?? null;
  if (cpu.busyCores === null || loopMs === null || !wallMs) return null;
  return Math.max(0, cpu.busyCores - loopMs / wallMs);
}

/** Its share of all the processor time. */
export function offLoopRatio(summary: Pick<Summary, 'cpu' | 'lanes' | 'wallMs'>): Measured {
  const beside = offLoopCores(summary);
  return beside === null || !summary.cpu.busyCores ? null : beside / summary.cpu.busyCores;
}

/** Lanes that fit on the cores hardly queue on a machine of their own; from here on others take a share of it. */
const noisyRatio = 0.25;
/** From this share of the cores in use on, what is ready has to wait for one. */
const fullRatio = 0.85;

/**
 * Whether other programs used a good share of the machine's cores while few were free. Unlike `takenByOthers` it also
 * tells where lanes do not compute themselves; it knows nothing of what the run lost by it.
 */
export function othersFilledCores({ others }: Vitals['cpu']): boolean {
  if (others === null || others.ofMs <= 0) return false;
  return others.usedMs >= noisyRatio * others.ofMs && others.usedMs + others.ownMs >= fullRatio * others.ofMs;
}

/** Watching costs about a hundredth of a core; where it takes ten times that, tasks are so many that it competes. */
const ownCostRatio = 0.1;

/**
 * The share of its time that others took from a run: its run-queue wait, where it had no more lanes than cores and its
 * lanes computed; at most the share of the cores that the run, its servers included, left to others. Null when it is too
 * little to matter, or cannot be told from its own.
 */
export function takenByOthers({
  lanes,
  cpu,
  wallMs,
  overhead,
}: Pick<Summary, 'lanes' | 'cpu' | 'wallMs' | 'overhead'>): Measured {
  const pool = lanes.filter((lane) => lane.kind !== 'loop');
  const working = pool.length > 0 ? pool : lanes;
  if (cpu.queuedRatio === null || cpu.effectiveCores === null || working.length > cpu.effectiveCores)
    return null;
  // In a moment too short for the scheduler, or where Heddle itself was busy, others are not to blame.
  if (wallMs === null || wallMs < shortestMs || (overhead.cpuRatio ?? 0) > ownCostRatio) return null;
  const computing = computingRatio(working, wallMs);
  if (computing === null || natureOf(computing) !== 'computes') return null;
  const ownCores = (cpu.busyCores ?? 0) + (cpu.serverCores ?? 0);
  const taken = Math.min(cpu.queuedRatio, 1 - ownCores / cpu.effectiveCores);
  return taken >= noisyRatio ? taken : null;
}
