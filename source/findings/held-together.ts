import { count } from '../format.ts';
import type { Found } from './finding.ts';
import { loopHeld } from './watch/loop-held.ts';

/** Who has mended three of them looks again. */
const mostWhole = 3;
/** In two or three rows. */
const mostNamed = 4;

type Told = Found & { readonly subject: string | null };

/**
 * The same for a text that is read from its start to its end: of what held the loop the worst are told whole, all others in one
 * finding. One more is told whole as well: it needs no more rows.
 */
export function heldTogether<F extends Told>(findings: readonly F[]): readonly F[] {
  const rest = findings.filter(({ rule }) => rule === loopHeld.id).slice(mostWhole);
  if (rest.length < 2) return findings;
  return findings.flatMap((one) => (one === rest[0] ? together(rest) : rest.includes(one) ? [] : one));
}

function together<F extends Told>(held: readonly F[]): F {
  const named = held.slice(0, mostNamed).map(({ subject }) => subject);
  const left = held.length - named.length;
  return {
    ...held[0]!,
    saw: `${count(held.length)} more held the loop: ${named.join(', ')}${left > 0 ? `, and ${count(left)} more` : ''}`,
    why: 'The figures of each, and what to do about it, are in --json.',
    next: 'Mend those above first, then look again',
    step: null,
  };
}
