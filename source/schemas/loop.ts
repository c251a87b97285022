import * as v from 'valibot';
import { placings } from '../protocol/held.ts';
import { count, group, list, maybeText, measured, number, oneOf, text } from './describe.ts';
import { heldEntries, placedWords } from './held.ts';

/** The event loop that tasks share, in a summary. */
export const loopEntries = {
  lagP50Ms: measured('For half of the time the loop was late by at most this many milliseconds.'),
  lagP99Ms: measured('For 99 % of the time the loop was late by at most this many milliseconds.'),
  lagMaxMs: measured('The most the loop was late, in milliseconds.'),
  busyRatio: measured('The share of the time in which the loop was not idle, 0 to 1.'),
  frozenMs: measured('The sum of all times in which the loop was frozen, in milliseconds.'),
  freezes: measured('How often the loop was frozen.'),
  withoutCoreMs: measured(
    'How long the freezes were in which the loop mostly waited for a core, in milliseconds; they are in frozenMs, and not in heldBy.',
  ),
  freezesWithoutCore: measured('In how many freezes it mostly waited for a core.'),
  held: list(
    v.object(
      heldEntries("When the loop froze, in milliseconds since the first task's turn. Below 0: before it."),
    ),
    'The five longest times in which something kept the loop from its next turn, the longest first.',
  ),
  heldBy: list(
    v.object({
      name: maybeText('The name of the function. Null: it has none.'),
      file: text('The path of its file.'),
      line: count('The line, from 1, of the freeze that it held longest.'),
      placed: oneOf(placings, placedWords),
      freezes: count('In how many freezes it was found most often.'),
      heldMs: number(
        'How long it held the loop in all, in milliseconds: of each freeze the share of the looks in which it was found.',
      ),
    }),
    'The functions of your code that held the loop, over all freezes, that which held it longest first; at most 20. Empty: no line is known.',
  ),
};

export const loop = group(
  loopEntries,
  "The main event loop of the engine, from the first task's turn to the last task's end.",
);
