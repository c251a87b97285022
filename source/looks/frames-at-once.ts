import type { placings } from '../protocol/held.ts';
import { type Frame, framesOf, isOwn } from './frames-of.ts';
import type { Look, Site } from './look.ts';

/**
 * What the language itself has and V8 serves an interrupt in as it runs: what calls back, and patterns, JSON, waits. It serves one
 * to all others as they are called, before they have done anything.
 */
const answering =
  /^(?:RegExp|JSON|Atomics)\.|\.(?:forEach|map|flatMap|filter|find\w*|some|every|reduce\w*|sort|toSorted|from|groupBy|match\w*|replace\w*|search|split)$/;

/** Code that is in no file has lines all the same. */
const isOfLanguage = ([, file, line]: Site) => file === null && line === null;
const hasBegun = (site: Site) => !isOfLanguage(site) || answering.test(site[0] ?? '');

/**
 * The frames of a look that was answered as the code ran. A call that has not begun did not hold the loop: what ran before it did, in
 * the same function, `near` that line. Behind an inner loop it is often the next place where V8 serves an interrupt at all.
 */
export function framesAtOnce({ sites }: Look): { frames: Frame[]; placed: (typeof placings)[number] } {
  const from = sites.findIndex(hasBegun);
  const frames = framesOf(sites.slice(Math.max(0, from)));
  const [innermost] = frames;
  return { frames, placed: from > 0 && innermost && isOwn(innermost) ? 'near' : 'at' };
}
