import { runtimeTitles } from '../catalog/runtimes/index.ts';
import { shortVersion } from '../catalog/runtimes/python-version.ts';
import type { Variant } from './comparison.ts';

/** What says where a variant runs. */
type Placed = { readonly plan: Pick<Variant['plan'], 'runtime' | 'interpreter'> };

/** What runs it: a runtime, or one of its interpreters. */
const sideOf = ({ plan: { runtime, interpreter } }: Placed) => `${runtime} ${interpreter?.path ?? ''}`;

/** Whether the same program runs both. */
export const isSameSide = (a: Placed, b: Placed) => sideOf(a) === sideOf(b);

/** By what runs them, in the order in which each is first met. */
export function bySide<T>(items: readonly T[], placed: (item: T) => Placed): T[][] {
  const sides = new Map<string, T[]>();
  for (const item of items) {
    const side = sideOf(placed(item));
    sides.set(side, [...(sides.get(side) ?? []), item]);
  }
  return [...sides.values()];
}

/** `Node.js`, `Python 3.11`. */
export function sideTitle({ plan: { runtime, interpreter } }: Placed): string {
  return interpreter ? `Python ${shortVersion(interpreter.version)}` : runtimeTitles[runtime];
}
