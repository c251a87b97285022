import { addFigures } from '../../../source/session/figures.ts';
import type { Session } from '../../../source/session/state.ts';

/** These figures, and others that were nothing in the first sample and had their value in all that followed. */
export function seenIn(
  figures: Session['figures'],
  seen: Readonly<Record<string, number>>,
): Session['figures'] {
  const at = (share: number) =>
    Object.entries(seen).map(([name, value]) => ({ name, title: name, value: share * value, unit: '' }));
  // Three of four samples were taken later: as most of a run is.
  return [0, 1, 1, 1].reduce((all, share) => addFigures(all, at(share)), figures);
}
