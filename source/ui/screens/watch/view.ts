import { fill, type Size, scrolled, titleRule } from '../../draw.ts';
import { type Board, drawBoard } from '../../panes/board.ts';
import type { Theme } from '../../theme.ts';
import { freezeRows, requestRows } from './details.ts';
import { exportRows } from './export.ts';
import { freezesOf, isSame } from './opened.ts';
import { panesFor } from './panes/index.ts';
import type { RequestsView } from './panes/requests.ts';
import { profileRows } from './profile.ts';
import type { Seen } from './seen.ts';
import { type Detail, isDetail, type WatchState } from './state.ts';

/** Fewer rows than this are no help beside the one line of a small screen. */
const leastOfSmall = 3;

/** The body while a program is watched; a small one has room for the pane with the keys, if for any. */
export function drawBody(state: WatchState, seen: Seen, size: Size, small: boolean, theme: Theme): string[] {
  const { view } = state;
  if (small && size.height < leastOfSmall) return [];
  if (isDetail(view)) {
    const rows = rowsInFront(view, seen, size.width, theme);
    const rule = titleRule(
      size.width,
      { title: titleOf(view, seen), figure: 'Esc back', focused: true },
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

/** The rows of what has the whole body. */
export function rowsInFront(view: Detail, seen: Seen, width: number, theme: Theme): string[] {
  if (view.kind === 'profile') return profileRows(seen, width, theme);
  if (view.kind === 'export') return exportRows(view.exported, width, theme);
  const { of } = view;
  return of.kind === 'request'
    ? requestRows(of, seen, width, theme)
    : freezeRows(of.held, of.atMs, seen, width, theme);
}

function titleOf(view: Detail, seen: Seen): string {
  if (view.kind === 'export') return 'Export';
  if (view.kind === 'profile') return `Profile of process ${view.pid}`;
  const { of } = view;
  if (of.kind === 'request') return 'Request';
  const all = freezesOf(seen);
  const at = all.findIndex((one) => isSame(one, of.held));
  return at < 0 ? 'An earlier freeze' : `Freeze ${at + 1} of ${all.length}, the latest first`;
}

function paneView(state: WatchState, id: string, zoomed: boolean): RequestsView {
  return {
    ...{ focused: state.focus === id, zoomed, scroll: state.scroll[id] ?? 0 },
    ...{ request: state.request, filter: state.filter },
  };
}
