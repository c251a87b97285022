import type { Size } from '../../draw.ts';
import { placesOf } from '../../panes/board.ts';
import type { Theme } from '../../theme.ts';
import { type Move, mirrored, stepped } from '../shared/stepping.ts';
import { panesFor } from './panes/index.ts';
import { listOf } from './panes/requests.ts';
import type { Seen } from './seen.ts';
import { isDetail, type WatchState } from './state.ts';
import { boardOf, rowsInFront } from './view.ts';

/** The state with its pane on one that is there: what was in front may have nothing to say any more. */
export function onShownPane(state: WatchState, seen: Seen): WatchState {
  const shown = panesFor(seen).filter((pane) => pane.shown(seen));
  return shown.some(({ id }) => id === state.focus) ? state : { ...state, focus: shown[0]!.id };
}

/** The pane after the one with the keys, or before it. */
export function tabbed(state: WatchState, seen: Seen, size: Size, by: 1 | -1): WatchState {
  const ids = placesOf(boardOf(seen), size).map(({ id }) => id);
  const at = Math.max(0, ids.indexOf(state.focus));
  return { ...state, focus: ids[(at + by + ids.length) % ids.length] ?? state.focus };
}

/** Moves within whatever has the keys: the list of requests, a pane that scrolls, or all about one thing. */
export function moved(how: Move, state: WatchState, seen: Seen, size: Size, theme: Theme): WatchState {
  const { view, focus } = state;
  if (isDetail(view)) {
    const last = Math.max(0, rowsInFront(view, seen, size.width, theme).length - size.height + 1);
    return {
      ...state,
      view: { ...view, scroll: stepped(how, view.scroll, Math.max(1, size.height - 2), last) },
    };
  }
  const place =
    view.kind === 'zoom' ? size : (placesOf(boardOf(seen), size).find(({ id }) => id === focus) ?? size);
  const rows = Math.max(1, place.height - 1);
  if (focus === 'requests') {
    const list = listOf(seen, state.filter);
    const at = list.findIndex(({ request }) => request === state.request);
    const to = at < 0 && how === 'down' ? 0 : stepped(how, at, rows, list.length - 1);
    return { ...state, request: list[to]?.request ?? null };
  }
  const pane = panesFor(seen).find(({ id }) => id === focus)!;
  const length = pane.length(seen, { width: place.width, height: rows }, view.kind === 'zoom');
  const last = Math.max(0, length - rows);
  const from = Math.min(last, state.scroll[focus] ?? 0);
  const to = stepped(pane.fromEnd ? mirrored[how] : how, from, rows, last);
  return { ...state, scroll: { ...state.scroll, [focus]: to } };
}

/** Another process of the program in front. */
export function stepProcess(state: WatchState, seen: Seen, by: 1 | -1): WatchState {
  const pids = seen.tree.filter(({ watch }) => watch !== null).map(({ pid }) => pid);
  if (pids.length === 0) return state;
  const at = pids.indexOf(seen.pid ?? Number.NaN);
  const pid = pids[(Math.max(0, at) + by + pids.length) % pids.length]!;
  return { ...state, pid, request: null, scroll: {}, view: { kind: 'panes' } };
}
