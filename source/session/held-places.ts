import { ownFrame } from './own-frame.ts';
import type { Held, HeldPlace, Loop } from './vitals.ts';

/** More functions than hold a loop for long; a new one beyond them takes the place of the one that held it least. */
const mostPlaces = 50;

/** The functions that held the loop after one more freeze. What one waits for a core is not its doing. */
export function addPlace(places: readonly HeldPlace[], held: Held): readonly HeldPlace[] {
  return held.cause === 'no-core' ? places : addHeld(places, held);
}

/** The functions in which the loop was after one more freeze, whoever held it. */
export function addHeld(places: readonly HeldPlace[], held: Held): readonly HeldPlace[] {
  const frame = ownFrame(held);
  if (frame === null) return places;
  const { name, file, line } = frame;
  const heldMs = heldHere(held);
  const before = places.find((place) => place.name === name && place.file === file);
  const longest = before && before.longestMs >= heldMs ? before : { line, placed: held.placed ?? 'at' };
  const place: HeldPlace = {
    ...{ name, file, line: longest.line, placed: longest.placed },
    freezes: (before?.freezes ?? 0) + 1,
    heldMs: (before?.heldMs ?? 0) + heldMs,
    longestMs: Math.max(before?.longestMs ?? 0, heldMs),
  };
  const others = before ? places.filter((one) => one !== before) : places.slice(0, mostPlaces - 1);
  return [...others, place].sort((a, b) => b.heldMs - a.heldMs);
}

/** The same without a freeze that was added, and has turned out to be nobody's doing. */
export function removePlace(places: readonly HeldPlace[], held: Held): readonly HeldPlace[] {
  const frame = ownFrame(held);
  if (frame === null || held.cause === 'no-core') return places;
  return places.flatMap((place) => {
    if (place.name !== frame.name || place.file !== frame.file) return place;
    const less = { ...place, freezes: place.freezes - 1, heldMs: place.heldMs - heldHere(held) };
    return less.freezes > 0 ? less : [];
  });
}

/** How long it was there: the share of the stacks in which it was found. */
const heldHere = ({ durationMs, stacks, stacksHere }: Held) =>
  durationMs * (stacks > 0 ? stacksHere / stacks : 1);

/** Of a freeze that was the collector's all: the rest of it is what got the loop there. */
export const collectingMs = ({ cause, durationMs, collectorMs }: Held) =>
  cause === 'collector' ? durationMs : (collectorMs ?? 0);

/** The functions that held the loop, the freeze that lasts included, that which held it longest first. */
export function heldPlaces({ places, held }: Loop): readonly HeldPlace[] {
  return held.filter(({ over }) => !over).reduce(addPlace, places);
}
