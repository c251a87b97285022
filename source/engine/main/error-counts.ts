import type { RunEventOf } from '../../protocol/events.ts';
import { type RootCause, rootCauseOf } from '../lane/root-cause.ts';

type Group = RunEventOf<'errors'>['more'][number];

/** More kinds than any run has, unless names of errors are made up as it goes: those are then counted together. */
const mostGroups = 50;
const anyOther = { name: 'Error', rootCode: null, syscall: null };

/** Counts errors by their kind, without a look at their stacks: after a thousand that is all there is to know. */
export class ErrorCounts {
  #groups = new Map<string, Group>();

  /** An error as it was thrown, or as a lane told it. Never throws. */
  add(error: unknown): void {
    const kind = kindOf(error);
    const key = `${kind.name}\n${kind.rootCode}\n${kind.syscall}`;
    const known = this.#groups.get(key);
    if (known) known.tasks++;
    else if (this.#groups.size < mostGroups) this.#groups.set(key, { ...kind, tasks: 1 });
    else this.#addOther();
  }

  /** What was counted since it was last asked. */
  take(): Group[] {
    if (this.#groups.size === 0) return [];
    const groups = [...this.#groups.values()];
    this.#groups = new Map();
    return groups;
  }

  #addOther(): void {
    const other = this.#groups.get('');
    if (other) other.tasks++;
    else this.#groups.set('', { ...anyOther, tasks: 1 });
  }
}

function kindOf(error: unknown): { name: string } & RootCause {
  try {
    if (typeof error !== 'object' || error === null) return anyOther;
    const { name } = error as Record<string, unknown>;
    return { name: typeof name === 'string' ? name : 'Error', ...rootCauseOf(error) };
  } catch {
    return anyOther;
  }
}
