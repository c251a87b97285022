import { routeOf as routeOfRequest } from '../protocol/route-of.ts';
import { isLate } from './held-places.ts';
import { isSameFunction, ownFrame, ownFrames } from './own-frame.ts';
import type { Held } from './vitals.ts';

/**
 * Freezes of which the line is not the very one, as the call that held the loop had returned, with the frames of another one that was
 * seen inside such a call: the same function made it. Where it made several that hold the loop, they stay as they are.
 */
export function withCertain(all: readonly Held[]): readonly Held[] {
  const certain = all.filter((held) => (held.placed ?? 'at') === 'at');
  return all.map((held) => {
    const inside = isUncertain(held) ? certain.filter((one) => isInside(one, held)) : [];
    const [first] = inside;
    const isOne = first && inside.every((one) => isSameFunction(ownFrame(one)!, ownFrame(first)!));
    return isOne ? { ...held, frames: first.frames, placed: first.placed } : held;
  });
}

const isUncertain = (held: Held) => held.placed === 'near' || isLate(held);

/** Whether it was in what the function of the other one called, for such a request. One without a name is known by that, or its lines. */
function isInside(held: Held, other: Held): boolean {
  const by = ownFrame(other);
  const route = routeOf(held);
  if (by === null || route !== routeOf(other)) return false;
  const isKnown = by.name !== null || route !== null;
  return ownFrames(held)
    .slice(1)
    .some((one) => isSameFunction(one, by) && (isKnown || one.line === by.line || one.line === by.line - 1));
}

const routeOf = ({ holder }: Held) => (holder?.kind === 'request' ? routeOfRequest(holder.request) : null);
