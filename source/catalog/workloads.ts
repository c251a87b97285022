import type { ModelId } from '../protocol/plan.ts';
import type { OwnJudge, ParameterSpec, WorkloadKind } from '../protocol/workload.ts';
import type { Called } from './called.ts';

/** Every kind, in the order in which workloads are listed: from what computes to what waits to what goes wrong. */
export const workloadKinds = [
  'cpu',
  'async-io',
  'blocking-io',
  'mixed',
  'pitfall',
] as const satisfies readonly WorkloadKind[];

/** The bodies a task may have; which of them a model runs tells `bodyFor`. */
export type BodyName = 'blocking' | 'cooperative' | 'run';

/** What is known of a workload without running it: its definition less the functions. */
export type WorkloadCard = {
  readonly id: string;
  readonly title: string;
  readonly shows: string;
  readonly kind: WorkloadKind;
  readonly parameters: Readonly<Record<string, ParameterSpec>>;
  readonly tasks: number;
  readonly bodies: readonly BodyName[];
  /** Names of the pieces of a task that `hybrid` hands to its pool. */
  readonly parts: readonly string[];
  /** Models that cannot run it, each with the reason. */
  readonly refuses: Readonly<Partial<Record<ModelId, string>>>;
  /** Absolute path of a user's module; null for a built-in workload. */
  readonly module: string | null;
  /** The named export of that module; null for its default export. */
  readonly export: string | null;
  /** How a program without Heddle calls it; left out for a built-in workload. */
  readonly called?: Called;
  /** What `compare` judges models by; null: the time. */
  readonly judgedBy: OwnJudge | null;
};
