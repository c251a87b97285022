import type { By } from '../catalog/by.ts';
import type { Interpreter, ModelId, Plan, RuntimeId, StartMethod } from '../protocol/plan.ts';
import type { Measured } from '../protocol/units.ts';
import type { RatioInterval } from '../statistics/ratio-interval.ts';
import type { Character } from '../work/character.ts';
import type { Size, Skip } from '../work/sizes.ts';

/** One figure of a model by that of another, with its interval. High may be infinite: not known. */
export type Ratio = RatioInterval;
/** `rounds`: how many interleaved rounds it rests on. */
export type RatioOver = Ratio & { readonly rounds: number };

/** A model with the numbers that were proved. */
export type Candidate = { readonly model: ModelId; readonly size: Size; readonly plan: Plan };

/** Medians over the rounds of one candidate. */
export type Figures = {
  /** What models are judged by: ms per task, ms of latency, bytes, or ms of processor time per task. */
  readonly judged: Measured;
  /** Wall time per task, warm. */
  readonly msPerTask: Measured;
  readonly tasksPerSecond: Measured;
  /** Before its first task: engine, file, lanes. */
  readonly startMs: Measured;
  readonly memoryBytes: Measured;
  readonly lagP99Ms: Measured;
  readonly cpuMsPerTask: Measured;
  /** Share of its time that a thread waited for the lock of its interpreter; null where threads share none. */
  readonly lockRatio: Measured;
  readonly latencyP50Ms: Measured;
  readonly latencyP99Ms: Measured;
  /** Whether most of its rounds kept up with the rate asked for; null without one, or where it is not known. */
  readonly keptUp: boolean | null;
};

/** Results that are not those of sequential. */
export type Difference = {
  readonly task: number;
  /** As previews show them: `Money { cents: 300 }`. */
  readonly expected: string;
  readonly got: string;
  /** `class`: only the class was lost. `value`: the content is another. */
  readonly kind: 'class' | 'value';
};

/** Why another model is not the answer. */
export type Why =
  | { readonly kind: 'skipped'; readonly skip: Skip }
  /** `ratio`: its figure by that of the answer, above 1 is worse. */
  | {
      readonly kind: 'compared';
      readonly ratio: RatioOver;
      readonly verdict: 'faster' | 'slower' | 'same' | 'unclear';
    }
  /** It fell behind so far in its first round that it got no second. */
  | { readonly kind: 'hopeless'; readonly atLeast: number }
  /** `ratio`: how it would have compared, where that was measured. */
  | { readonly kind: 'differs'; readonly difference: Difference; readonly ratio: RatioOver | null }
  | { readonly kind: 'failed'; readonly failed: number; readonly of: number; readonly message: string }
  /** The budget was spent before. */
  | { readonly kind: 'not-run' };

export type WhyNot = {
  readonly model: ModelId;
  readonly size: Size | null;
  readonly figures: Figures | null;
  readonly why: Why;
};

/** What would change the answer: facts for a sentence. */
export type Change =
  /** From so many tasks in all on, or below so many. */
  | { readonly if: 'fewer-tasks'; readonly tasks: number; readonly take: ModelId }
  /** Plain data instead of a class. */
  | { readonly if: 'same-results'; readonly model: ModelId; readonly ratio: Ratio | null }
  | { readonly if: 'more-cores'; readonly take: ModelId }
  /** Chunks of so many tasks per message. */
  | { readonly if: 'chunks'; readonly tasks: number; readonly take: ModelId; readonly ratio: Ratio | null };

/** What was not measured and could matter, with what would tell. */
export type Unknown =
  | { readonly what: 'other-inputs'; readonly tell: string }
  | { readonly what: 'server-limit'; readonly tell: string }
  | { readonly what: 'few-calls'; readonly calls: number; readonly tell: string }
  | { readonly what: 'busy-machine'; readonly tell: string }
  | { readonly what: 'no-repetition'; readonly tell: string }
  | { readonly what: 'more-rounds'; readonly tell: string };

/** Why nothing can be told. `tell`: what to type, or null. */
export type CannotTell =
  | {
      readonly because: 'fails';
      readonly failed: number;
      readonly of: number;
      readonly message: string;
      readonly place: string | null;
      readonly tell: string | null;
    }
  | { readonly because: 'never-settles'; readonly afterMs: number; readonly tell: string | null }
  | { readonly because: 'crashed'; readonly message: string; readonly tell: string | null }
  /** The two that could not be told apart, and what the one may gain over the other at most. */
  | {
      readonly because: 'unclear';
      readonly models: readonly [ModelId, ModelId];
      readonly ratio: RatioOver;
      readonly tell: string | null;
    }
  /** `neededMs`: what would be enough, where that was known from the first run on, so that no other was made. */
  | {
      readonly because: 'budget';
      readonly spentMs: number;
      readonly neededMs: Measured;
      readonly tell: string | null;
    }
  /** By more than it did at once, `model` was faster than one after another: calls cost less the more there were before them. */
  | {
      readonly because: 'gets-faster';
      readonly model: ModelId;
      readonly atOnce: number;
      readonly sequentialMs: number;
      readonly modelMs: number;
      readonly tell: string | null;
    }
  | { readonly because: 'calls'; readonly calls: number; readonly tell: string | null }
  /** No model keeps up with the rate. */
  | {
      readonly because: 'rate';
      readonly ratePerSecond: number;
      readonly most: Measured;
      readonly tell: string | null;
    }
  /** A person ended it before enough was known. */
  | { readonly because: 'stopped'; readonly tell: string | null };

/** What measuring a person's work came to. Data only: how it is said is in words/. */
export type Answer = {
  /** What the work runs in, and which program that is, where it is not Heddle's own runtime. */
  readonly runtime: RuntimeId;
  readonly interpreter: Interpreter | null;
  /** How processes were started, where the runtime has several ways; `wasAsked`: a person said so. Null: it has one. */
  readonly startMethod: { readonly name: StartMethod; readonly wasAsked: boolean } | null;
  /** `either`: `model` is the simplest of them, and `others` are as good. */
  readonly kind: 'model' | 'either' | 'cannot-tell';
  /** What to take; null where nothing can be told. */
  readonly candidate: Candidate | null;
  readonly figures: Figures | null;
  readonly others: readonly { readonly model: ModelId; readonly size: Size; readonly ratio: RatioOver }[];
  readonly cannotTell: CannotTell | null;
  readonly by: By;
  /** Sequential's figure by that of the answer: how many times better it is than one after another. Null: not measured, or it is sequential. */
  readonly gain: RatioOver | null;
  readonly sequential: Figures | null;
  /** The most rounds of any candidate. */
  readonly rounds: number;
  /** The batch that was asked about; null: work that goes on, judged warm. */
  readonly tasks: number | null;
  readonly ratePerSecond: number | null;
  readonly character: Character | null;
  readonly whyNot: readonly WhyNot[];
  /** From how many tasks on it is faster than sequential, start and warm-up counted; null: not known, or it is sequential. */
  readonly breakEvenTasks: number | null;
  /** Cores' worth that others than its lanes used while the answer ran. */
  readonly othersOnCores: {
    readonly v8: Measured;
    readonly libuv: Measured;
    readonly nativeThreads: Measured;
  };
  readonly machine: {
    readonly cores: number;
    readonly quotaCores: number | null;
    readonly busyRatio: Measured;
    readonly quiet: boolean;
    readonly waitedMs: number;
  };
  readonly changes: readonly Change[];
  readonly unknown: readonly Unknown[];
  /** How often the function was called in all. */
  readonly calls: number;
  readonly spentMs: number;
  readonly budgetMs: number;
  /** What a person typed to have it. */
  readonly asked: string;
  /** What measures the same again, to be typed. */
  readonly command: string;
};
