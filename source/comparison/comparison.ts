import type { RuntimeVersion } from '../catalog/runtimes/index.ts';
import type { ModelId, Parameters } from '../protocol/plan.ts';
import type { Spread } from '../statistics/spread.ts';

/** The same work under several models. Everything here is a pure function of the summaries of its runs. */
export type Comparison = {
  readonly workload: string;
  readonly tasks: number;
  readonly parameters: Parameters;
  /** The model whose time the others' speed-ups are against. */
  readonly baseline: ModelId;
  /** In the order of the models. */
  readonly rows: readonly Row[];
  /** The model that was faster than every other beyond doubt; null when there is none. */
  readonly winner: ModelId | null;
  /** Why, in words for people: who won by how much, or why nobody can be said to have won. */
  readonly verdict: string;
  /** Share of its time that others took from the most disturbed run; null when too little to matter. */
  readonly takenByOthers: number | null;
};

/** One model's runs. A figure is null where no run measured it. */
export type Row = {
  readonly model: ModelId;
  readonly concurrency: number;
  readonly seed: number;
  /** What ran it, and when its first run began; null before it did. */
  readonly engine: RuntimeVersion | null;
  readonly startedAt: string | null;
  /** Runs that completed, and those that were to. */
  readonly runs: number;
  readonly planned: number;
  /** Why it cannot be compared (a run failed, crashed or timed out); null when it can. */
  readonly problem: string | null;
  readonly wallMs: Spread | null;
  /** From the engine's start to the first task's turn. */
  readonly startMs: Spread | null;
  /** Median wall time of the baseline by this model's; null without runs of it. */
  readonly speedup: number | null;
  readonly loopLagP99Ms: Spread | null;
  /** PSS where it is known, else RSS; bytes. */
  readonly peakMemoryBytes: Spread | null;
  /** Processor time of engine and lanes by tasks that ended, ms. */
  readonly cpuMsPerTask: Spread | null;
  readonly tasksPerSecond: Spread | null;
  readonly taskP99Ms: Spread | null;
  /** The workload's own figures by name. */
  readonly figures: readonly {
    readonly name: string;
    readonly title: string;
    readonly unit: string;
    readonly value: Spread;
  }[];
};
