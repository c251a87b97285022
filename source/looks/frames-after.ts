import type { placings } from '../protocol/held.ts';
import { type Frame, framesOf, isOwn } from './frames-of.ts';
import type { Look } from './look.ts';

/**
 * The frames that were on the stack while a call of native code ran, of a look that was answered when it had returned. V8
 * answers as the next function is called: that one came later, and so did what the language itself has on the stack. The
 * functions that are left made the call, or what they called did, and has returned: `before` the line that they have gone
 * on to, unless Node or a package has the innermost of them. Where none is left, it is `below` the one that is called for
 * each task.
 */
export function framesAfter({ sites, entered, entry }: Look): {
  frames: Frame[];
  placed: (typeof placings)[number];
} {
  const before = framesOf(entered ? sites.slice(1) : sites);
  const made = before.findIndex(({ file }) => file !== null);
  const frames = made < 0 ? [] : before.slice(made);
  const [innermost] = frames;
  if (innermost === undefined) return { frames: entry === null ? [] : framesOf([entry]), placed: 'below' };
  return { frames, placed: isOwn(innermost) ? 'before' : 'at' };
}
