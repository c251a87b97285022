import { calledAt, ownFrame } from './own-frame.ts';
import type { Held, HeldPlace, Loop } from './vitals.ts';

/** More functions than hold a loop for long; a new one beyond them takes the place of the one that held it least. */
const mostPlaces = 50;
/** A function without a name that serves more of them is known by its lines. */
const mostRequests = 20;

/** The functions that held the loop after one more freeze. What one waits for a core is not its doing. */
export function addPlace(places: readonly HeldPlace[], held: Held): readonly HeldPlace[] {
  return held.cause === 'no-core' ? places : addHeld(places, held);
}

/** The functions in which the loop was after one more freeze, whoever held it. */
export function addHeld(places: readonly HeldPlace[], held: Held): readonly HeldPlace[] {
  const frame = ownFrame(held);
  if (frame === null) return places;
  const { name, file, line } = frame;
  const [heldMs, request] = [heldHere(held), requestOf(held)];
  const before =
    places.find((place) => isHeldIn(held, place)) ??
    places.find(
      (place) => isSameFunction(held, place) && isSameWay(held, place) && place.requests.includes(request),
    );
  const seen = { line, placed: held.placed ?? 'at' };
  // A line that is near says less than any other.
  const isBefore = before && (isNear(before) === isNear(seen) ? before.longestMs >= heldMs : isNear(seen));
  const known = isBefore ? before : seen;
  const place: HeldPlace = {
    ...{ name, file, line: known.line, placed: known.placed },
    way: before && isLate(held) ? before.way : wayOf(held),
    isLate: isLate(held) && (before?.isLate ?? true),
    lines: withOne(before?.lines ?? [], line),
    requests: withOne(before?.requests ?? [], request).slice(-mostRequests),
    freezes: (before?.freezes ?? 0) + 1,
    heldMs: (before?.heldMs ?? 0) + heldMs,
    longestMs: Math.max(before?.longestMs ?? 0, heldMs),
  };
  const others = before ? places.filter((one) => one !== before) : places.slice(0, mostPlaces - 1);
  return [...others, place].sort((a, b) => b.heldMs - a.heldMs);
}

const isNear = ({ placed }: Pick<HeldPlace, 'placed'>) => placed === 'near';

/** The same without a freeze that was added, and has turned out to be nobody's doing. */
export function removePlace(places: readonly HeldPlace[], held: Held): readonly HeldPlace[] {
  if (held.cause === 'no-core') return places;
  const there = places.find((place) => isHeldIn(held, place));
  return places.flatMap((place) => {
    if (place !== there) return place;
    const less = { ...place, freezes: place.freezes - 1, heldMs: place.heldMs - heldHere(held) };
    return less.freezes > 0 ? less : [];
  });
}

/**
 * Whether a freeze that was added is in this place. A function without a name may be any of its file: what it was on the same
 * line for is the same, and so are the lines of a loop that it was on for the same request.
 */
export const isHeldIn = (held: Held, place: HeldPlace): boolean =>
  isSameFunction(held, place) &&
  isSameWay(held, place) &&
  (place.name !== null || place.lines.includes(ownFrame(held)!.line));

function isSameFunction(held: Held, { name, file }: HeldPlace): boolean {
  const frame = ownFrame(held);
  return frame?.file === file && frame.name === name;
}

/** A call that had returned when its line was seen is taken for the one that is known there. */
function isSameWay(held: Held, place: HeldPlace): boolean {
  const way = wayOf(held);
  const isKnown = isLate(held) ? keepsThread.test(place.way) : place.isLate && keepsThread.test(way);
  return way === place.way || (isKnown && place.lines.includes(ownFrame(held)!.line));
}

export const isLate = (held: Held) =>
  (held.placed === 'before' || held.placed === 'below') && !keepsThread.test(wayOf(held));

/** Calls of Node.js that keep their thread are named so. */
const keepsThread = /Sync$|^Atomics\.wait$/;

/** By which call it held the loop; of other code whether it waited or computed. What helps against the one is no help against the other. */
export function wayOf(held: Held): string {
  const call = calledAt(held)?.name;
  if (call !== undefined && keepsThread.test(call)) return call;
  return held.cause === 'child' || held.cause === 'blocked' ? 'waits' : 'computes';
}

/** All tasks run the same code. */
const requestOf = ({ holder }: Held) =>
  holder?.kind === 'request' ? holder.request : holder?.kind === 'timer' ? 'a timer' : null;

const withOne = <One>(all: readonly One[], one: One) => (all.includes(one) ? all : [...all, one]);

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
