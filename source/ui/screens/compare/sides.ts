import type { Survey } from '../../../catalog/interpreters.ts';
import type { Wish } from '../../../catalog/wish.ts';
import { cardOf, type WorkloadCard } from '../../../catalog/workloads.ts';
import { type LanesOf, modelWishes, type VariantWish } from '../../../comparison/plan-comparison.ts';
import { besideEachOther, onSide, type Side } from '../../../comparison/side-wishes.ts';
import { sideTitle } from '../../../comparison/sides.ts';
import { type RunsOn, withInterpreter } from '../shared/runtimes.ts';

/** Another runtime, or another interpreter of one, that does the same work: its card, and where it runs. */
export type Beside = Omit<Side, 'name'>;

/** The work and all that is compared with it: see `CompareState`. */
type Compared = { readonly wish: Wish; readonly beside: readonly Beside[] };

type Sides = { readonly sides: readonly Side[]; readonly differ: readonly string[] };

/** Where the work runs, that of the wish first, with numbers that make all do the same; `differ`: in what they do not. */
export function sidesOf({ wish, beside }: Compared, card: WorkloadCard): Sides {
  const own = { card, choice: { ...wish, runtime: card.runtime } };
  const others = beside.map(({ card: other, choice: { runtime, interpreter, python } }) => ({
    card: other,
    choice: { ...wish, runtime, interpreter, python },
  }));
  return besideEachOther([own, ...others]).value ?? { sides: [{ ...own, name: null }], differ: [] };
}

/** A row for each model of each of them. */
export const rowsOf = (of: Compared, card: WorkloadCard, lanes: LanesOf = {}): VariantWish[] =>
  sidesOf(of, card).sides.flatMap((side) =>
    modelWishes(side.card, side.choice, lanes).map((row) => onSide(row, side)),
  );

/** `Node.js`, `Python 3.11`: what runs each of them. */
export const sideTitles = (of: Compared, card: WorkloadCard): string[] =>
  sidesOf(of, card).sides.map(({ choice: { runtime, interpreter = null } }) =>
    sideTitle({ plan: { runtime, interpreter } }),
  );

export const sameSides = (a: readonly Beside[], b: readonly Beside[]) =>
  JSON.stringify(a.map(placeOf)) === JSON.stringify(b.map(placeOf));

/** Where those run that are beside the wish. */
export const placesOf = ({ beside }: Pick<Compared, 'beside'>): RunsOn[] =>
  beside.map(({ choice: { runtime, interpreter = null } }) => ({ runtime, interpreter }));

const placeOf = ({ choice: { runtime, interpreter } }: Beside) => [runtime, interpreter?.path];

/** The other runtime, where it has the same workload and is there; null where it cannot be compared with. */
export function otherSide(
  card: WorkloadCard,
  { workloads, survey }: { readonly workloads: readonly WorkloadCard[]; readonly survey: Survey | null },
): Beside | null {
  const runtime = card.runtime === 'node' ? 'python' : 'node';
  const other = card.module === null ? cardOf({ workload: card.id, runtime }, workloads) : null;
  if (!other || other.module !== null) return null;
  const { interpreter } = withInterpreter({ runtime, interpreter: null }, survey);
  if (runtime === 'python' && interpreter === null) return null;
  return { card: other, choice: { runtime, interpreter: interpreter ?? undefined } };
}
