import type { BodyName } from '../../catalog/called.ts';
import type { Plan } from '../../protocol/plan.ts';
import type { Kept } from './kept-memory.ts';
import type { LaneReport } from './lane-reporter.ts';

/** What the engine tells a child process of its pool. `from` is included, `to` is not. */
export type ToChild =
  | {
      type: 'start';
      plan: Plan;
      body: BodyName;
      shared: unknown;
      originMs: number;
      telemetry: boolean;
      lane: number;
      lanes: number;
    }
  | { type: 'tasks'; from: number; to: number }
  /** No more tasks will come: what does it keep? */
  | { type: 'kept' };

/** What a child tells the engine. */
export type FromChild =
  | { type: 'ready' }
  | { type: 'unfit'; message: string }
  | { type: 'done' }
  /** Null where its memory hardly grew. */
  | { type: 'kept'; kept: Kept | null }
  /** An error that nobody caught: the last word before it exits. */
  | { type: 'dying'; message: string }
  | LaneReport;

/** The descriptor of the task table's file in a child. */
export const tableFd = 4;
