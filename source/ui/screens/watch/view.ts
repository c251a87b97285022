import { fill, type Size, scrolled, titleRule } from '../../draw.ts';
import { type Board, drawBoard } from '../../panes/board.ts';
import type { Theme } from '../../theme.ts';
import { freezeRows, freezesOf, requestRows } from './details.ts';
import { panesFor } from './panes/index.ts';
import type { RequestsView } from './panes/requests.ts';
import type { Seen } from './seen.ts';
import type { WatchState } from './state.ts';

/** Fewer rows than this are no help beside the one line of a small screen. */
const leastOfSmall = 3;

/** The body while a program is watched; a small one has room for the pane with the keys, if for any. */
export function drawBody(state: WatchState, seen: Seen, size: Size, small: boolean, theme: Theme): string[] {
  const { view } = state;
  if (small && size.height < leastOfSmall) return [];
  if (view.kind === 'request' || view.kind === 'freeze') {
    const rows = detailRows(state, seen, size.width, theme);
    const rule = titleRule(
      size.width,
      { title: titleOf(state, seen), figure: 'Esc back', focused: true },
      theme,
    );
    return fill([rule, ...scrolled(rows, size.height - 1, view.scroll, theme)], size);
  }
  if (view.kind === 'zoom' || small) {
    const panes = panesFor(seen).filter((pane) => pane.shown(seen));
    const pane = panes.find(({ id }) => id === state.focus) ?? panes[0]!;
    return pane.draw(seen, size, paneView(state, pane.id, !small), theme);
  }
  return drawBoard(boardOf(seen), (id) => paneView(state, id, false), size, theme);
}

export const boardOf = (seen: Seen): Board<Seen, RequestsView> => ({
  panes: panesFor(seen),
  shown: seen,
  previous: null,
});

/** The rows of a request or a freeze that has the whole body. */
export function detailRows({ view }: WatchState, seen: Seen, width: number, theme: Theme): string[] {
  if (view.kind === 'request') return requestRows(seen, view.request, width, theme);
  const held = view.kind === 'freeze' ? freezesOf(seen)[view.back] : undefined;
  return held ? freezeRows(held, seen.atMs, width, theme) : [' It is no longer kept.'];
}

function titleOf({ view }: WatchState, seen: Seen): string {
  if (view.kind !== 'freeze') return 'Request';
  return `Freeze ${view.back + 1} of ${freezesOf(seen).length}, the latest first`;
}

function paneView(state: WatchState, id: string, zoomed: boolean): RequestsView {
  return {
    ...{ focused: state.focus === id, zoomed, scroll: state.scroll[id] ?? 0 },
    ...{ request: state.request, filter: state.filter },
  };
}
