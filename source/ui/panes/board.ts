import type { Vitals } from '../../session/vitals.ts';
import type { Size } from '../draw.ts';
import type { Theme } from '../theme.ts';
import { type Placed, placePanes } from './layout.ts';
import type { Pane, PaneView } from './pane.ts';

/** Panes on what one source says, in their order; `previous`: what was shown before it, where that has a row. */
export type Board<Shown extends Vitals, View extends PaneView> = {
  readonly panes: readonly Pane<Shown, View>[];
  readonly shown: Shown;
  readonly previous: Shown | null;
};

/** Where the panes are, in a body of that size, that have something to say. */
export function placesOf<Shown extends Vitals, View extends PaneView>(
  { panes, shown, previous }: Board<Shown, View>,
  size: Size,
): Placed[] {
  const slots = panes
    .filter((pane) => pane.shown(shown))
    .map((pane) => ({ ...pane, wants: pane.wants(shown, size, previous) }));
  return placePanes(slots, size, shown.phase === 'ended');
}

/** The panes in exactly that size, a line between the columns. `viewOf`: what a pane is told of its screen's state. */
export function drawBoard<Shown extends Vitals, View extends PaneView>(
  board: Board<Shown, View>,
  viewOf: (id: string) => View,
  size: Size,
  theme: Theme,
): string[] {
  const places = placesOf(board, size);
  const rows: string[] = Array.from({ length: size.height }, () => '');
  const titles = new Set(places.filter((place) => place.x > 0).map((place) => place.y));
  for (const place of places) {
    const pane = board.panes.find(({ id }) => id === place.id)!;
    pane.draw(board.shown, place, viewOf(place.id), theme).forEach((row, at) => {
      const y = place.y + at;
      if (place.x === 0) rows[y] = row;
      else rows[y] += theme.paint('dim', titles.has(y) ? (y === 0 ? '┬' : '├') : '│') + row;
    });
  }
  return rows;
}
