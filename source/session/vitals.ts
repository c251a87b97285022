import type { Phase } from '../protocol/events.ts';
import type { Measured } from '../protocol/units.ts';
import type { Engine, LaneKind, Machine, ProcessSample, VitalEventOf } from '../protocol/vital-events.ts';
import type { Collecting } from './collecting.ts';
import type { Figures } from './figures.ts';
import type { LagHistogram } from './lag-histogram.ts';
import type { Series } from './series.ts';

/**
 * What is known of any program that is watched, whether it runs a plan or not: a pure function of its events so far.
 * What it does counts while its phase is `running`: before, it loads and starts; after, it ends.
 */
export type Vitals = {
  readonly phase: 'launching' | Phase | 'ended';
  /** The time of the latest event: the only clock there is. Milliseconds since the origin. */
  readonly atMs: number;
  /** From when on it counts: the first task's turn, or without a plan the first sample; null before. */
  readonly runningSinceMs: Measured;
  /** Up to when: the last task's end, before the lanes close; null before. */
  readonly runningUntilMs: Measured;
  readonly started: { readonly engine: Engine | null; readonly machine: Machine } | null;
  /** By lane id; lane 0 is the main loop. */
  readonly lanes: readonly Lane[];
  readonly processes: readonly ProcessUsage[];
  readonly loop: Loop;
  readonly cpu: Cpu;
  readonly memory: Memory;
  /** What only its runtime has; of what changes, the values that count. */
  readonly figures: Figures;
  readonly output: Output;
  readonly overhead: Overhead;
  /** What its series begin with: whether they cover all, or the last minutes. */
  readonly emptySeries: Series;
};

export type Lane = {
  readonly id: number;
  readonly name: string;
  readonly kind: LaneKind;
  readonly pid: number;
  readonly state: 'open' | 'closed' | 'crashed';
  readonly reason: string | null;
  /** Since the first task's turn: loading and starting are not the work. */
  readonly cpuMs: Measured;
  readonly waitMs: Measured;
  /** Of the lock that it shares with other threads; null where there is none. */
  readonly lockMs: Measured;
  /** What these stood at then, since the lane opened; below zero for a replacement, by what its lane had used. */
  readonly base: { readonly cpuMs: number; readonly waitMs: number; readonly lockMs: Measured } | null;
  readonly lagMs: Measured;
  readonly utilizationRatio: Measured;
  /** Share of the time since the sample before in which it was ready to run and got no core, 0 to 1. */
  readonly noCoreRatio: Measured;
  /** The task whose code is on its stack; null when none is known. */
  readonly task: number | null;
  /** Time spent copying results for the way out; null where that was not measured. */
  readonly copyMs: Measured;
  /** Garbage collection, since the first task's turn; null: not measured. */
  readonly collecting: Collecting | null;
  /** How often it opened; more than once means that it died and was replaced. */
  readonly openings: number;
  /** How often it died over what it did. */
  readonly crashes: number;
  readonly lag: Series;
  /** Share of the time since the sample before in which it waited for the lock, 0 to 1. */
  readonly locked: Series;
};

export type ProcessUsage = {
  readonly pid: number;
  readonly role: 'engine' | 'lane' | 'server';
  readonly cpuMs: Measured;
  readonly rssBytes: Measured;
  readonly pssBytes: Measured;
  readonly heapUsedBytes: Measured;
  readonly virtualBytes: Measured;
  readonly descriptorLimit: Measured;
  readonly otherThreads: ProcessSample['otherThreads'];
};

/** A stretch of time in which something kept a loop from its next turn: to people, a freeze. */
export type Held = Readonly<Omit<VitalEventOf<'held'>, 'type' | 'atMs'>>;

/** What holds a loop right now; null when nothing does, or when all is over. */
export function heldNow({ loop, phase }: Vitals): Held | null {
  return phase === 'ended' ? null : (loop.held.findLast(({ over }) => !over) ?? null);
}

/** A function of the person's that held the loop in one way, in one freeze or in several. */
export type HeldPlace = {
  readonly name: string | null;
  readonly file: string;
  /** Of the freeze that it held longest, as is how that line stands to the call. */
  readonly line: number;
  readonly placed: NonNullable<Held['placed']>;
  /** The call that keeps its thread, or whether it waits or computes: what one function does in several ways is in several places. */
  readonly way: string;
  /** Whether all its freezes were caught as the call that held the loop had returned: then it is not known which that was. */
  readonly isLate: boolean;
  /** All lines on which it was, and the latest requests for which; null: it is not known for which. */
  readonly lines: readonly number[];
  readonly requests: readonly (string | null)[];
  readonly freezes: number;
  /** In all: of each freeze the share of the stacks in which it was found. */
  readonly heldMs: number;
  /** The longest of these times. */
  readonly longestMs: number;
};

/** The engine's main loop. */
export type Loop = {
  readonly lag: LagHistogram;
  /** The latest times it was held, at most 100, and the longest, at most 5, longest first. */
  readonly held: readonly Held[];
  readonly longest: readonly Held[];
  readonly freezeCount: number;
  /** Sum of all freezes, the one that lasts included. */
  readonly frozenMs: number;
  /** The functions that held it in freezes that are over, see `HeldPlace`; the one that held it longest first. */
  readonly places: readonly HeldPlace[];
  /** How much of that was the collector's, as far as it is known: freezes that were mostly its, and its part of the others. */
  readonly frozenCollectingMs: number;
  /** Freezes in which it mostly waited for a core, and how long they were: no function of `places` held it then. */
  readonly withoutCore: { readonly freezes: number; readonly ms: number };
  /** For how long it was not idle, and of how long that was measured, since the first task's turn. */
  readonly busy: { readonly busyMs: number; readonly ofMs: number };
};

export type Cpu = {
  readonly coreBusyRatio: readonly number[] | null;
  /** Cores' worth of processor time that the engine and its lanes used since the last sample. */
  readonly engineCores: Measured;
  readonly engineSeries: Series;
  readonly throttledMs: Measured;
  /** What it stood at when the first task's turn came. */
  readonly throttledBeforeMs: Measured;
  /** Core time that other programs and the run used, of all cores of the machine, while it ran; null: not measured. */
  readonly others: { readonly usedMs: number; readonly ofMs: number; readonly ownMs: number } | null;
  /** Sums at the first and latest sample of the running phase. */
  readonly first: CpuTime | null;
  readonly last: CpuTime | null;
};

/**
 * Processor time used so far by the engine and its lanes, by the servers that the workload started, by the engine's
 * process alone, by the watcher in it, and by the processes that the work started.
 */
export type CpuTime = {
  readonly atMs: number;
  readonly cpuMs: number;
  readonly serversMs: Measured;
  readonly engineMs: Measured;
  readonly watcherMs: Measured;
  readonly childrenMs: Measured;
};

/** Sums over the engine and its lanes; servers that a workload started are not part of it. */
export type Memory = {
  readonly rssBytes: Measured;
  readonly pssBytes: Measured;
  readonly peakRssBytes: Measured;
  readonly peakPssBytes: Measured;
  readonly peakVirtualBytes: Measured;
  /** Of the engine's main thread alone: it has a limit of its own. */
  readonly peakHeapUsedBytes: Measured;
  /** The least since just before the lanes were started, what set-up left to be collected then gone. */
  readonly baseRssBytes: Measured;
  readonly basePssBytes: Measured;
  readonly baseVirtualBytes: Measured;
  /** The most it was above that afterwards; a peak may have been set-up's. */
  readonly grownRssBytes: Measured;
  readonly grownPssBytes: Measured;
  readonly grownVirtualBytes: Measured;
  readonly rssSeries: Series;
  readonly machineUsedBytes: Measured;
};

export type Output = {
  readonly lines: readonly { readonly stream: 'stdout' | 'stderr'; readonly text: string }[];
  /** Lines that are no longer kept. */
  readonly droppedLines: number;
  /** Whether the latest line of the stream has still to be ended. */
  readonly open: { readonly stdout: boolean; readonly stderr: boolean };
  /** All that was printed; and what of it was left out, because it came faster than anybody could read. */
  readonly bytes: number;
  readonly droppedBytes: number;
};

/** Telemetry's own cost. `cpuRatio` is the watcher's, of one core, since what is watched counts. */
export type Overhead = {
  readonly cpuRatio: Measured;
  readonly samplesDropped: number;
  /** The cost of the process that shows the run, over the last second: of one core, and resident bytes. */
  readonly hostCpuRatio: Measured;
  readonly hostRssBytes: Measured;
  /** Where the counting of the two began. */
  readonly since: { readonly atMs: number; readonly cpuMs: number } | null;
  readonly host: { readonly atMs: number; readonly cpuMs: number } | null;
};
