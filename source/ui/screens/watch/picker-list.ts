import type { RunningProgram } from '../../../protocol/observation.ts';
import { type Filter, matches } from './filter.ts';
import type { Picker } from './state.ts';

/** Those that have the text in what tells them apart. */
export const shownPrograms = ({ programs, filter }: Picker): readonly RunningProgram[] =>
  (programs ?? []).filter(({ pid, command, folder, user, ports }) =>
    matches([pid, command, folder ?? '', user, ...ports.map((port) => `:${port}`)].join(' '), filter),
  );

/** The row of the chosen one among them; where it has none any more, what took its place. */
export function chosenAt(picker: Picker): number {
  const shown = shownPrograms(picker);
  const row = shown.findIndex(({ pid }) => pid === picker.pid);
  return row < 0 ? Math.max(0, Math.min(shown.length - 1, picker.at)) : row;
}

/** With another filter: the chosen one stays where it still has a row, else it is the first. */
export function filtered(picker: Picker, filter: Filter): Picker {
  const next = { ...picker, ...filter };
  const shown = shownPrograms(next);
  return shown.some(({ pid }) => pid === picker.pid) ? next : { ...next, at: 0, pid: shown[0]?.pid ?? null };
}

/** The same list once it was looked anew: what was there keeps its place, so that no row moves below the cursor. */
export function lookedAnew(picker: Picker, found: readonly RunningProgram[]): Picker {
  const places = new Map(picker.programs?.map(({ pid }, row) => [pid, row]));
  const placeOf = ({ pid }: RunningProgram) => places.get(pid) ?? places.size;
  const next = { ...picker, programs: found.toSorted((a, b) => placeOf(a) - placeOf(b)) };
  const at = chosenAt(next);
  return { ...next, at, pid: shownPrograms(next)[at]?.pid ?? null };
}
