import type { LaneUnit } from '../catalog/cards.ts';
import type { Wish } from '../catalog/wish.ts';
import type { ModelId } from '../protocol/plan.ts';
import type { Question } from './question.ts';

/** Where a verdict holds. `any`: nobody said which runtime it is, and it holds in each. */
export type Where = 'node' | 'cpython' | 'free-threaded' | 'any';

/** How much of it, for this machine. A pool that the verdict has not is null. */
export type Sizing = {
  /** Tasks at once: promises, threads or processes, as `counts` says. */
  readonly concurrency: number;
  readonly counts: 'task' | LaneUnit;
  /** Threads behind the loop of `hybrid`. */
  readonly poolThreads: number | null;
  /** Processes behind the loop of `hybrid`. */
  readonly poolProcesses: number | null;
  /** UV_THREADPOOL_SIZE; null: leave it. */
  readonly libuvThreads: number | null;
  /** How the numbers come about, in words. */
  readonly formula: string;
};

/** A system that keeps work outside of the process; the verdict's model is what its workers use inside. */
export type DurableEngine = { readonly name: string; readonly because: string };

/** What a task does, as far as a program in the verdict's model shows it. `hashes`: computes in native code. */
export type Work = {
  readonly does: 'computes' | 'hashes' | 'blocks' | 'waits';
  /** Whether tasks change something they share. */
  readonly shares: boolean;
};

export type Verdict = {
  readonly runtime: Where;
  readonly model: ModelId;
  readonly engine: DurableEngine | null;
  readonly sizing: Sizing;
  readonly work: Work;
};

/** One answer on the way, what follows from it, and the model it has led to so far. */
export type Step = {
  readonly key: string;
  readonly value: string;
  readonly because: string;
  readonly model: ModelId | null;
};

/**
 * The figures of a comparison that a proof can stand on; of each, less is better. `lightP99Ms` is the server's own:
 * how long requests that need next to nothing wait for those that need much.
 */
const proofMeasures = ['wallMs', 'lightP99Ms'] as const;
export type ProofMeasure = (typeof proofMeasures)[number];

/** The run that puts a verdict to the proof. */
export type Proof = {
  readonly wish: Wish;
  readonly models: readonly ModelId[];
  /** What the guide claims of it, one line. */
  readonly claim: string;
  /** The command line that runs it. */
  readonly compare: string;
  readonly expects: {
    readonly model: ModelId;
    readonly by: ProofMeasure;
    /** Models it should be better than beyond doubt. */
    readonly beats: readonly ModelId[];
    /** Models it should be about as good as. */
    readonly ties: readonly ModelId[];
  };
  /** What the run cannot show; null when it shows all of the claim. */
  readonly note: string | null;
};

/** An answer that another one leaves without effect. `because`: a sentence. */
export type Unused = { readonly key: string; readonly value: string; readonly because: string };

/** All the guide says to some answers. */
export type Decision = {
  /** Null: another answer is needed. */
  readonly verdict: Verdict | null;
  readonly path: readonly Step[];
  /** Why not each of the other models; empty without a verdict. */
  readonly whyNot: Readonly<Partial<Record<ModelId, string>>>;
  readonly caveats: readonly string[];
  /** The question to ask next; null when all that matter are answered. */
  readonly next: Question | null;
  /** All questions that matter and have no answer; the first is `next`. */
  readonly open: readonly Question[];
  /** Null without a verdict. */
  readonly proof: Proof | null;
  /** Answers that do not count, given the others, and why each does not. */
  readonly unused: readonly Unused[];
  /** Ids of the turns that were taken, in their order. */
  readonly turns: readonly string[];
};
