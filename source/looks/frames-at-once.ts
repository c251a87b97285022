import type { placings } from '../protocol/held.ts';
import { type Frame, framesOf, isOwn } from './frames-of.ts';
import type { Look, Site } from './look.ts';

/**
 * What the language itself has and is done with at once, whatever it is given. V8 serves an interrupt only here and there: also as
 * it calls one of these, behind an inner loop in which it looks for none. `set` of an array or a buffer copies.
 */
const quick =
  /^Math\.|\.(?:get|has|add|delete|push|pop|next|at|charAt|charCodeAt|codePointAt|now)$|(?<!Array|Buffer)\.set$/;

const isQuick = ([name, file]: Site) => file === null && name !== null && quick.test(name);

/**
 * The frames of a look that was answered as the code ran. A call that is over at once did not hold the loop: what ran before it did,
 * in the same function, `near` that line.
 */
export function framesAtOnce({ sites }: Look): { frames: Frame[]; placed: (typeof placings)[number] } {
  const from = sites.findIndex((site) => !isQuick(site));
  const frames = framesOf(sites.slice(Math.max(0, from)));
  const [innermost] = frames;
  return { frames, placed: from > 0 && innermost && isOwn(innermost) ? 'near' : 'at' };
}
