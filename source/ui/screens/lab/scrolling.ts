import type { Size } from '../../draw.ts';
import { placesOf } from '../../panes/board.ts';
import { paneById } from '../../panes/index.ts';
import { filterTasks, followedPosition } from '../../panes/task-list.ts';
import { type Move, mirrored, stepped } from '../shared/stepping.ts';
import { type Snapshot, shownSession } from './snapshot.ts';
import type { Action } from './state.ts';
import { boardOf } from './view.ts';
import { taskDetails } from './views/task.ts';

/** Moves within whatever has the keys: a task's details, the task list, or another pane. */
export function move(how: Move, snapshot: Snapshot, size: Size): Action | null {
  const { state, theme } = snapshot;
  const session = shownSession(snapshot);
  const { view } = state;
  const page = Math.max(1, size.height - 2);
  if (!session) return null;
  if (view.kind === 'task') {
    const length = taskDetails(session, view.task, size.width, theme).length;
    const scroll = stepped(how, view.scroll, page, Math.max(0, length - size.height + 1));
    return { type: 'view', view: { ...view, scroll } };
  }
  const place =
    view.kind === 'zoom'
      ? size
      : placesOf(boardOf(snapshot, session), size).find(({ id }) => id === state.focus);
  const rows = Math.max(1, (place?.height ?? size.height) - 1);
  if (state.focus === 'tasks') {
    const list = filterTasks(session.tasks, state.filter);
    const from = state.cursor ?? followedPosition(session.tasks, list);
    const to =
      state.cursor === null && (how === 'up' || how === 'down')
        ? from
        : stepped(how, from, rows, list.length - 1);
    return { type: 'cursor', to: list.length === 0 ? null : Math.max(0, to) };
  }
  const pane = paneById(state.focus);
  const length = pane.length(
    session,
    { width: place?.width ?? size.width, height: rows },
    view.kind === 'zoom',
  );
  const last = Math.max(0, length - rows);
  const from = Math.min(last, state.scroll[state.focus] ?? 0);
  const away = pane.fromEnd ? mirrored[how] : how;
  return { type: 'scroll', pane: state.focus, to: stepped(away, from, rows, last) };
}
