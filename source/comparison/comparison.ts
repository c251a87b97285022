import type { FigureId } from '../catalog/figures.ts';
import type { RuntimeVersion } from '../catalog/runtimes/index.ts';
import type { ModelId, Plan } from '../protocol/plan.ts';
import type { Summary } from '../session/summary.ts';
import type { Sample } from '../statistics/sample.ts';

/** What a comparison sets beside others, under a name: a plan. Variants may differ in whatever plans say. */
export type Variant = {
  /** No two of a comparison have the same. */
  readonly id: string;
  /** As people read it. */
  readonly label: string;
  /** Whether the others' speed-ups are against this one; of those that one runtime runs at most one is. */
  readonly isBaseline: boolean;
  readonly plan: Plan;
};

/** A run of a variant. */
export type VariantRun = Variant & { readonly summary: Summary };

/** The figures that rows are compared by: see catalog/figures.ts for what they are. */
const comparedFigures = [
  'wallMs',
  'startMs',
  'loopLagP99Ms',
  'peakMemoryBytes',
  'cpuMsPerTask',
  'tasksPerSecond',
  'taskP99Ms',
  'latencyP50Ms',
  'latencyP99Ms',
] as const satisfies readonly FigureId[];
export type ComparedFigure = (typeof comparedFigures)[number];

/** Something for each of them. */
export function perFigure<T>(of: (id: ComparedFigure) => T): Record<ComparedFigure, T> {
  return Object.fromEntries(comparedFigures.map((id) => [id, of(id)])) as Record<ComparedFigure, T>;
}

/** One variant's runs. A figure is null where no run measured it. */
export type Row = Readonly<Record<ComparedFigure, Sample | null>> & {
  readonly variant: Variant;
  /** What ran it, and when its first run began; null before it did. */
  readonly engine: RuntimeVersion | null;
  readonly startedAt: string | null;
  /** Runs that completed, and those that were to. */
  readonly runs: number;
  readonly planned: number;
  /** Why it cannot be compared (a run failed, crashed or timed out); null when it can. */
  readonly problem: string | null;
  /** Whether most runs kept up with the rate at which tasks fell due; null without a rate, or where it is not known. */
  readonly keptUp: boolean | null;
  /** After how many milliseconds its only run was stopped, for it took too long to be a rival; null: none was. */
  readonly stoppedAfterMs: number | null;
  /** The model whose code its runs ran; null for that of its own. Against a row of that model it differs by chance alone. */
  readonly sameAs: ModelId | null;
  /** The workload's own figures by name. */
  readonly figures: readonly { readonly name: string; readonly title: string; readonly value: Sample }[];
};

/** Whether tasks fall due at a rate: then all take as long as that, and what counts is how long each waits. */
export function isAtRate(variants: readonly Variant[]): boolean {
  return variants.some(({ plan }) => plan.ratePerSecond !== null);
}

/** What rows are called that are under these models: models, where each is under another one. */
export function rowWord(models: readonly (string | undefined)[]): 'model' | 'variant' {
  return new Set(models).size === models.length ? 'model' : 'variant';
}
