import { worstOf } from '../../../findings/held-place.ts';
import type { Exported } from '../../../harness/harness.ts';
import { ownFrames } from '../../../session/own-frame.ts';
import type { Held } from '../../../session/vitals.ts';
import { paragraph, wrapped } from '../../text.ts';
import { signs, type Theme } from '../../theme.ts';
import type { ScreenKey } from '../screen.ts';
import type { Effects, Now } from './now.ts';
import { freezesOf, requestOpened } from './opened.ts';

/** What was written, and what to do with it. */
export function exportRows(exported: Exported, width: number, theme: Theme): string[] {
  const { name, of, inputs, note } = exported;
  const text = (words: string) => wrapped(words, Math.max(10, width - 2)).map((row) => ` ${row}`);
  const step = (number: number, words: string) => paragraph(` ${number}. `, words, width);
  const decide = `heddle decide ./${name}`;
  return [
    ...text(`${signs.done} ./${name} is written. It calls ${of} once for each task.`).map((row) =>
      theme.paint('ok', row),
    ),
    '',
    ...(inputs.length > 0
      ? [
          ...step(
            1,
            `Fill in what it is called with: ${inputs.join(', ')}. How long it takes depends on that.`,
          ),
          ...step(2, decide),
        ]
      : step(1, decide)),
    ...(note === null ? [] : ['', ...text(note)]),
  ];
}

/** What held the loop, of what is in front: of a freeze or a request that one, else the function that held it longest. */
export function heldInFront({ state, seen }: Pick<Now, 'state' | 'seen'>): Held | null {
  const { view, focus, request } = state;
  const opened =
    view.kind === 'details'
      ? view.of
      : view.kind === 'panes' && focus === 'requests' && request !== null
        ? requestOpened(seen, request)
        : null;
  const all = opened === null ? freezesOf(seen) : opened.kind === 'freeze' ? [opened.held] : opened.held;
  const placed = all.filter((held) => ownFrames(held).length > 0);
  return opened === null && focus === 'loop' ? (placed[0] ?? null) : worstOf(placed);
}

/** Writes a file that calls what held the loop, for `heddle decide`. */
export function exportKeys(now: Now, { set, say, exportHarness }: Effects): ScreenKey[] {
  const { state, seen } = now;
  const held = heldInFront(now);
  if (held === null || state.view.kind === 'profile' || state.view.kind === 'export') return [];
  const press = () => {
    try {
      const exported = exportHarness(ownFrames(held), seen.program?.target.command ?? []);
      set({ ...state, view: { kind: 'export', exported, scroll: 0 } });
    } catch (error) {
      set(state);
      say((error as Error).message);
    }
  };
  const help = 'write a file that calls what held the loop, for heddle decide';
  return [{ keys: 'x', shown: 'x', hint: 'export', help, press }];
}
