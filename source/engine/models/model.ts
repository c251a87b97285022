import type { BodyName } from '../../catalog/called.ts';
import type { WorkloadCard } from '../../catalog/workloads.ts';
import type { Plan } from '../../protocol/plan.ts';
import type { Clock } from '../../telemetry/clock.ts';
import type { SharedTable } from '../../telemetry/shared-table.ts';
import type { LaneKept } from '../lane/kept-memory.ts';
import type { Lane } from '../lane/lane.ts';
import type { Collector } from '../main/collector.ts';

/** What a model is given to run a plan with. */
export type ModelContext = {
  readonly plan: Plan;
  readonly card: WorkloadCard;
  /** Which of the workload's bodies this model runs. */
  readonly body: BodyName;
  /** What the workload's set-up returned. */
  readonly shared: unknown;
  readonly table: SharedTable;
  /** The table's file, for lanes in other processes; null where lanes share memory. */
  readonly file: number | null;
  /** The engine's main loop as a lane. */
  readonly main: Lane;
  readonly collector: Collector;
  readonly clock: Clock;
  readonly originMs: number;
  readonly telemetry: boolean;
  /** True once the run is being cancelled. */
  readonly cancelled: boolean;
  /** True once no more tasks are to be started: the run is being cancelled, or its plan's `stopAfterMs` has passed. */
  readonly stopped: boolean;
  /** Calls back when the run is being cancelled, at once if it already is. Returns a function that takes it back. */
  onCancel(callback: () => void): () => void;
  /** A lane of a pool died. The model marks its task failed and may replace it. */
  laneCrashed(lane: number, reason: string): void;
};

/**
 * A concurrency model. Calls of `prepare`, `run` and `close` come in this order, each once; `run` resolves when every task
 * that was started has ended, and none of them throws for what a task does.
 */
export interface Model {
  /** Starts the lanes. Its time is shown apart from the run's. */
  prepare(): Promise<void>;
  /** Runs all tasks. Not called where tasks fall due at a rate: then each is run by `one`. */
  run(): Promise<void>;
  /** Runs one task by itself, as a request that has come; undefined when it has ended already. At most `atOnce` of them. */
  one(task: number): Promise<unknown> | undefined;
  readonly atOnce: number;
  /** What the lanes of its pool keep now that all tasks have ended, each; null where that hardly grew. Asked before `close`. */
  kept?(): readonly Promise<LaneKept | null>[];
  /** Ends the lanes. */
  close(): Promise<void>;
}

export type CreateModel = (context: ModelContext) => Model;
