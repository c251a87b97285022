import type { ModelId, RuntimeId, StartMethod } from '../protocol/plan.ts';
import type { LaneKind } from '../protocol/vital-events.ts';

/** What is counted where each task has such a lane to itself, or where tasks share one. */
export const laneUnits = ['promises', 'tasks', 'threads', 'processes', 'interpreters'] as const;
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
  /** The most that an answer tries where its formula asks for more. */
  readonly tried: number;
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
  /** The version of the runtime that has it first; left out: all have it. */
  readonly since?: string;
};

/** What findings advise, as it is called in a runtime. */
export type RuntimeWords = {
  /** How code mostly waits: with promises that a loop can share, or in calls that hold their thread. */
  readonly waits: 'on-loop' | 'in-calls';
  /** Which functions are given a context behind the index: all, or those that take one. */
  readonly context: 'given' | 'where-taken';
  /** What a loop waits with, as a sentence begins with it; and what each takes in memory while it waits. */
  readonly waiter: { readonly one: string; readonly many: string; readonly takes: string };
  /** What has a part of a task done beside the loop: one that blocks, and one that computes. */
  readonly offload: { readonly blocking: string; readonly computing: string };
  /** What keeps the loop free without another model for the whole task, behind "or". */
  readonly beside: { readonly blocking: string; readonly computing: string };
  /** Lets the loop turn in the midst of a task. */
  readonly turn: string;
  /**
   * Queues that the loop empties before it turns, and what to do about one that is refilled as fast, as sentences: what it is,
   * why that holds everybody up, and what to do. Null: the loop turns after each callback.
   */
  readonly starving: Readonly<
    Record<'microtasks' | 'ticks' | 'both', Readonly<Record<'what' | 'why' | 'next', string>>>
  > | null;
  /** What to do about a thread that waits for what it keeps from happening itself, as a sentence. */
  readonly freeLock: string;
  /** Hands memory over to another thread, so that it is not copied; null: threads need not. */
  readonly handOver: string | null;
  /** How updates of shared memory are kept from being lost, as a sentence. */
  readonly safeUpdate: string;
  /** What keeps two steps of one task together on a loop. */
  readonly mutex: string;
  /** What never ends, as a sentence; `function`: what of a function that ends no task may do so. */
  readonly neverEnds: { readonly why: string; readonly function: string };
  /** What a function returns that returns nothing, and what to do where it should have waited. */
  readonly nothing: { readonly value: string; readonly remedy: string };
  /** What data cannot cross, and why, as sentences. */
  readonly cannotCross: { readonly what: string; readonly why: string };
  /** What changes on the way without an error, and what to do: beside data that cannot cross, and by itself. */
  readonly changes: {
    readonly beside: { readonly why: string; readonly remedy: string };
    /** `apart`: between processes. */
    readonly alone: { readonly why: string; readonly remedy: string; readonly apart: string };
  };
  /** How results come to be copied, as a sentence, and how that is saved. */
  readonly copying: { readonly why: string; readonly remedy: string };
  /** How data crosses without being made text of. */
  readonly copy: string;
  /** Whose heap it is that has a limit of its own, and what raises that, with the new one in MiB behind it; null: none has. */
  readonly heap: { readonly owner: string; readonly option: string; readonly page: string } | null;
  readonly pages: RuntimePages;
};

/** Where the reasons of findings can be read, title and address: what is true of this runtime, in its own manual. */
type RuntimePages = {
  readonly eventLoop: string;
  /** How many cores a program may use. */
  readonly cores: string;
  /** What a crash takes with it, and what not. */
  readonly isolation: string;
  readonly sharedMemory: string;
  readonly copy: string;
  readonly handOver: string;
  /** How it collects garbage. */
  readonly collector: string;
  /** What data is made of for the way to another process. */
  readonly packing: string;
};

/** A runtime that has an engine: its models, its lanes, and how what findings advise is called there. */
export type RuntimeCard = {
  readonly id: RuntimeId;
  /** In the order in which they are shown. */
  readonly models: readonly ModelCard[];
  readonly lanes: Readonly<Record<LaneKind, LaneCard>>;
  /**
   * Which pool behind a loop does a part of a task. `by-name`: a module names its parts, and a thread does each. `by-call`:
   * the code of a task says at each call which of two does it, `offload` a thread, `dispatch` a process.
   */
  readonly parts: 'by-name' | 'by-call';
  /** How processes of a pool can be started; empty: in one way only. */
  readonly startMethods: readonly StartMethod[];
  /** The model that every other has to beat. */
  readonly baseline: ModelId;
  /** The model when nobody says. */
  readonly usual: ModelId;
  readonly words: RuntimeWords;
};
