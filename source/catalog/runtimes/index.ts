import type { RuntimeId } from '../../protocol/plan.ts';
import type { RuntimeCard } from '../cards.ts';
import { node } from './node.ts';
import { python } from './python.ts';

/** The runtimes that have an engine; the first is taken when nobody says. */
export const runtimes: readonly RuntimeCard[] = [node, python];
export const usualRuntime = node;

/** What runtimes are called. */
export const runtimeTitles: Readonly<Record<RuntimeId, string>> = { node: 'Node.js', python: 'Python' };

/** A runtime as an engine says it is: `node`, `24.21.0`. */
export type RuntimeVersion = { readonly runtime: RuntimeId; readonly version: string };

/** `Node.js 24.21.0` */
export const runtimeName = ({ runtime, version }: RuntimeVersion) => `${runtimeTitles[runtime]} ${version}`;

/** `node 24.21`: where room is short, and to tell what was measured with another one. */
export function shortRuntimeName({ runtime, version }: RuntimeVersion): string {
  return `${runtime} ${version.split('.').slice(0, 2).join('.')}`;
}

/** The card of a runtime. */
export function runtimeCard(id: RuntimeId): RuntimeCard {
  return runtimes.find((card) => card.id === id)!;
}
