import type { ModelId, RuntimeId } from '../protocol/plan.ts';
import type { LaneKind } from '../protocol/vital-events.ts';

/** What is counted where each task has such a lane to itself, or where tasks share one. */
export const laneUnits = ['promises', 'threads', 'processes'] as const;
export type LaneUnit = (typeof laneUnits)[number];

/** What one more lane of a kind is in a runtime. */
export type LaneCard = {
  /** What "at once" counts. */
  readonly unit: LaneUnit;
  /** Whether what a task writes is seen by tasks of other lanes, if it asks for that. */
  readonly sharesMemory: boolean;
  /** Whether a result is copied on its way out of the lane. */
  readonly copies: boolean;
  /** Whether a crash ends this lane alone, and nothing of the run beside it. */
  readonly crashesAlone: boolean;
  /** The most that are accepted. Beyond it one measures the operating system's limits. */
  readonly most: number;
  /** Resident bytes one more takes, to refuse what cannot fit. */
  readonly bytes: number;
  /** How many are worth it for tasks that wait, when nobody says. */
  readonly waiting: number;
};

/** What a model is, apart from its code. All that Heddle decides by the model it decides by these. */
export type ModelTraits = {
  /** What its tasks hold while they run: the main loop, or a lane of a pool. */
  readonly lane: LaneKind;
  /**
   * The body of a workload that it takes where there is one: `blocking` holds the lane until the task is done,
   * `cooperative` gives the lane's loop to other tasks while it waits.
   */
  readonly body: 'blocking' | 'cooperative';
  /**
   * Where the number of lanes comes from: the main loop is `one`; a pool has as many as tasks run at once; or a pool
   * of its own size stands `behind` the loop and is given what would hold it.
   */
  readonly lanesFrom: 'one' | 'at-once' | 'behind';
};

/** What a person is told of a model before it runs, and its traits. The code that runs it is the engine's. */
export type ModelCard = ModelTraits & {
  readonly id: ModelId;
  /** Other names people type. */
  readonly aliases: readonly string[];
  /** One line: how it runs tasks. */
  readonly how: string;
  /** One line: what it is for. */
  readonly goodFor: string;
  /** What "at once" counts. */
  readonly unit: string;
  /** The most that is accepted for "at once". */
  readonly most: number;
};

/** What findings advise, as it is called in a runtime. */
export type RuntimeWords = {
  /** What a loop waits with, as a sentence begins with it. */
  readonly waiter: { readonly one: string; readonly many: string };
  /** Has a part of a task done by the pool behind the loop. */
  readonly offload: string;
  /** Lets the loop turn in the midst of a task. */
  readonly turn: string;
  /** Hands memory over to another lane, so that it is not copied. */
  readonly handOver: string;
  /** Memory that several lanes see. */
  readonly sharedMemory: string;
  /** Adds to shared memory so that nothing is lost. */
  readonly atomicAdd: string;
  /** How data crosses without being made text of. */
  readonly copy: string;
  /** Whose heap it is that has a limit of its own, and what raises that, with the new one in MiB behind it. */
  readonly heap: { readonly owner: string; readonly option: string };
  readonly pages: RuntimePages;
};

/** Where the reasons of findings can be read, title and address: what is true of this runtime, in its own manual. */
type RuntimePages = {
  readonly eventLoop: string;
  /** How many cores a program may use. */
  readonly cores: string;
  /** What a crash takes with it, and what not. */
  readonly isolation: string;
  readonly heap: string;
  readonly sharedMemory: string;
  readonly copy: string;
  readonly handOver: string;
  /** What data is made of for the way to another process. */
  readonly packing: string;
};

/** A runtime that has an engine: its models, its lanes, and how what findings advise is called there. */
export type RuntimeCard = {
  readonly id: RuntimeId;
  /** In the order in which they are shown. */
  readonly models: readonly ModelCard[];
  readonly lanes: Readonly<Record<LaneKind, LaneCard>>;
  /** The model that every other has to beat. */
  readonly baseline: ModelId;
  /** The model when nobody says. */
  readonly usual: ModelId;
  readonly words: RuntimeWords;
};
