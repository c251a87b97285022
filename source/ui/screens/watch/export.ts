import { worstOf } from '../../../findings/held-place.ts';
import { ranBy } from '../../../findings/measure-words.ts';
import { measuredFirst } from '../../../findings/watched.ts';
import type { At, Exported } from '../../../harness/harness.ts';
import { heldPlaces } from '../../../session/held-places.ts';
import { ownFrames } from '../../../session/own-frame.ts';
import { paragraph, wrapped } from '../../text.ts';
import { signs, type Theme } from '../../theme.ts';
import type { ScreenKey } from '../screen.ts';
import type { Effects, Now } from './now.ts';
import { freezesOf, type Opened, requestOpened } from './opened.ts';
import type { Seen } from './seen.ts';

/** What was written, and what to do with it. */
export function exportRows(exported: Exported, width: number, theme: Theme): string[] {
  const { name, of, way, inputs, note, decide } = exported;
  const text = (words: string) => wrapped(words, Math.max(10, width - 2)).map((row) => ` ${row}`);
  const step = (number: number, words: string) => paragraph(` ${number}. `, words, width);
  const does = way === 'sketch' ? `It quotes ${of}` : `It calls ${of} once for each task`;
  const fillIn =
    way === 'sketch'
      ? `Fill in ${inputs.join(', ')}(): what is to be measured.`
      : `Fill in what it is called with: ${inputs.join(', ')}. How long it takes depends on that.`;
  return [
    ...text(`${signs.done} ./${name} is written. ${does}.`).map((row) => theme.paint('ok', row)),
    '',
    ...(inputs.length > 0 ? [...step(1, fillIn), ...step(2, decide)] : step(1, decide)),
    ...(note === null ? [] : ['', ...text(note)]),
  ];
}

/** What is chosen in passing and held nothing is not in the way of what did. */
const holding = (opened: Opened | null) =>
  opened?.kind === 'request' && opened.held.length > 0 ? opened : null;

/**
 * What held the loop, innermost first: of the freeze or the request in front; else the function that held it longest and what called
 * it, then the others.
 */
function placesInFront({ state, seen }: Pick<Now, 'state' | 'seen'>): readonly At[] {
  const { view, focus, request } = state;
  const opened =
    view.kind === 'details'
      ? view.of
      : view.kind === 'panes' && focus === 'requests' && request !== null
        ? holding(requestOpened(seen, request))
        : null;
  const found = opened === null ? measuredFirst(seen) : null;
  // Just what the finding says.
  if (found !== null) return found.places;
  const all = opened === null ? freezesOf(seen) : opened.kind === 'freeze' ? [opened.held] : opened.held;
  const placed = all.filter((held) => ownFrames(held).length > 0);
  const first = worstOf(placed);
  return [...(first ? ownFrames(first) : []), ...(opened === null ? heldPlaces(seen.loop) : [])];
}

/** Why there is nothing to call. */
function whyNone(seen: Seen): string {
  if (seen.program?.target.how === 'outside')
    return 'This process is seen from outside: no function of it is known.';
  return freezesOf(seen).length === 0
    ? 'Nothing has held the event loop yet: there is no function to export.'
    : 'None of your functions was seen to hold the event loop there.';
}

/** Writes a file that calls what held the loop, for `heddle decide`. */
export function exportKeys(now: Now, { set, say, exportHarness }: Effects): ScreenKey[] {
  const { state, seen } = now;
  const places = placesInFront(now);
  if (state.view.kind === 'profile' || state.view.kind === 'export') return [];
  const isNone = places.length === 0;
  const press = () => {
    if (isNone) {
      set(state);
      return say(whyNone(seen));
    }
    try {
      const exported = exportHarness(places, ranBy(seen));
      set({ ...state, view: { kind: 'export', exported, scroll: 0 } });
    } catch (error) {
      set(state);
      say((error as Error).message);
    }
  };
  const help = 'write a file that calls what held the loop, for heddle decide';
  return [{ keys: 'x', shown: 'x', hint: isNone ? '' : 'export', rank: 2, help, press }];
}
