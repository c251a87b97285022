import type { By } from '../catalog/by.ts';
import { modelsOf } from '../catalog/models.ts';
import type { Room } from '../catalog/room.ts';
import type { Wish } from '../catalog/wish.ts';
import type { WorkloadCard } from '../catalog/workloads.ts';
import type { ModelId, Plan, StartMethod } from '../protocol/plan.ts';
import type { Measured } from '../protocol/units.ts';
import type { LaneKind } from '../protocol/vital-events.ts';
import type { Size } from '../work/sizes.ts';
import type { Answer } from './answer.ts';

/** How long work is measured when nobody says: enough for three rounds of three models, short enough to be waited for. */
export const usualBudgetMs = 30_000;

/** What a person wants to know, and what was known before the first run. Nothing here changes on the way. */
export type Question = {
  /** The file or workload, with what else was asked of it; its model is ignored. */
  readonly wish: Wish;
  readonly card: WorkloadCard;
  readonly room: Room;
  readonly by: By;
  /** Requests per second that it has to keep up with; null: as many tasks as it can. */
  readonly ratePerSecond: number | null;
  /** A batch of so many, start and warm-up counted; null: work that goes on. */
  readonly tasks: number | null;
  readonly budgetMs: number;
  readonly maxCalls: number | null;
  /** Models that answers of the person rule out, each with the answer. */
  readonly ruledOut: Readonly<Partial<Record<ModelId, string>>>;
  /** Seen before the first run. */
  readonly before: {
    /** Share of the cores that other programs used; null: not measured. */
    readonly busyRatio: Measured;
    /** How long it was waited for a quiet machine. */
    readonly waitedMs: number;
    /** One message to a lane and its answer, by kind of lane; null: not measured. */
    readonly handoverMs: Readonly<Partial<Record<LaneKind, Measured>>>;
    /** How many files and sockets may be open at once; null: not known. */
    readonly descriptors: Measured;
    /** How the interpreter starts processes when nobody says; null: there is only one way. */
    readonly startMethod: StartMethod | null;
  };
};

/** What runs the work of a question, where that is not Heddle's own runtime. */
export const interpreterOf = ({ card, wish }: Pick<Question, 'card' | 'wish'>) =>
  card.interpreter ?? wish.interpreter ?? null;

/** The models that there are for a question: those of its runtime, in the version that runs it. */
export const modelsFor = (question: Pick<Question, 'card' | 'wish'>): ModelId[] =>
  modelsOf({ runtime: question.card.runtime, interpreter: interpreterOf(question) ?? undefined }).map(
    ({ id }) => id,
  );

/** One run of the procedure. */
export type Turn = {
  readonly purpose: 'calibrate' | 'prove';
  readonly model: ModelId;
  /** Null for the run that calibrates. */
  readonly size: Size | null;
  /** 0 for the run that calibrates; rounds count from 1. */
  readonly round: number;
  readonly plan: Plan;
};

/** How far the rounds are: of those planned so far, which may become more. */
export type Progress = { readonly model: ModelId; readonly done: number; readonly planned: number };

/** What comes next. */
export type Step =
  | {
      readonly kind: 'run';
      readonly turn: Turn;
      readonly progress: readonly Progress[];
      readonly etaMs: Measured;
      /** How often the function will have been called after the rounds planned so far; null: not known yet. */
      readonly calls: Measured;
    }
  | { readonly kind: 'done'; readonly answer: Answer };
