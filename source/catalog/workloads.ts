import type { Interpreter, ModelId, RuntimeId } from '../protocol/plan.ts';
import type { OwnJudge, ParameterSpec, WorkloadKind } from '../protocol/workload.ts';
import type { BodyName, Called, CalledInPython } from './called.ts';

/** Every kind, in the order in which workloads are listed: from what computes to what waits to what goes wrong. */
export const workloadKinds = [
  'cpu',
  'async-io',
  'blocking-io',
  'mixed',
  'pitfall',
] as const satisfies readonly WorkloadKind[];

/** What is known of a workload without running it: its definition less the functions. */
export type WorkloadCard = {
  /** What its tasks run in. */
  readonly runtime: RuntimeId;
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
  /** What read a person's own module, and knows its packages; left out for Node.js, and for a built-in workload. */
  readonly interpreter?: Interpreter;
  /** How a program without Heddle calls it; left out for a built-in workload. */
  readonly called?: Called | CalledInPython;
  /** What `compare` judges models by; null: the time. */
  readonly judgedBy: OwnJudge | null;
};

/** The workloads of a runtime: both have some by the same name. */
export const workloadsIn = (runtime: RuntimeId, cards: readonly WorkloadCard[]): WorkloadCard[] =>
  cards.filter((card) => card.runtime === runtime);

/** The card of the work that is meant; undefined where there is none. Where no runtime is said, the first of that name. */
export function cardOf(
  { workload, runtime }: { readonly workload: string; readonly runtime?: RuntimeId | undefined },
  cards: readonly WorkloadCard[],
): WorkloadCard | undefined {
  return cards.find((card) => card.id === workload && (runtime ?? card.runtime) === card.runtime);
}
