import type { RuntimeId } from '../../protocol/plan.ts';
import type { RuntimeCard } from '../cards.ts';
import { node } from './node.ts';

/** The runtimes that have an engine here; the first is taken when nobody says. */
export const runtimes: readonly RuntimeCard[] = [node];
export const usualRuntime = node;

/** What runtimes are called, also those without an engine here. */
export const runtimeTitles: Readonly<Record<RuntimeId, string>> = { node: 'Node.js', python: 'Python' };

/** A runtime as an engine says it is: `node`, `24.21.0`. */
export type RuntimeVersion = { readonly runtime: RuntimeId; readonly version: string };

/** `Node.js 24.21.0` */
export const runtimeName = ({ runtime, version }: RuntimeVersion) => `${runtimeTitles[runtime]} ${version}`;

/** `node 24.21`: where room is short, and to tell what was measured with another one. */
export function shortRuntimeName({ runtime, version }: RuntimeVersion): string {
  return `${runtime} ${version.split('.').slice(0, 2).join('.')}`;
}

/** The card of a runtime that has an engine here. Throws a `RangeError` for one that has none. */
export function runtimeCard(id: RuntimeId): RuntimeCard {
  const found = runtimes.find((card) => card.id === id);
  if (!found) throw new RangeError(`Heddle has no engine for ${runtimeTitles[id]}`);
  return found;
}
