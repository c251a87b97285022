import type { Session } from '../../../session/state.ts';
import type { Size } from '../../draw.ts';
import { type Board, drawBoard } from '../../panes/board.ts';
import { paneById, panes } from '../../panes/index.ts';
import type { RunView } from '../../panes/pane.ts';
import { fileBody } from '../shared/file-body.ts';
import { type Snapshot, shownSession } from './snapshot.ts';
import { chooseView } from './views/choose.ts';
import { taskView } from './views/task.ts';

/** Fewer rows than this are no help beside the one line of a small screen. */
const leastOfSmall = 3;

/** The body; a small screen has panes in its one line, and room for what cannot be said in a line. */
export function drawBody(snapshot: Snapshot, size: Size, small: boolean): string[] {
  const { state, theme } = snapshot;
  const session = shownSession(snapshot);
  if (small && (size.height < leastOfSmall || state.view.kind === 'panes')) return [];
  const view = state.view.kind === 'filter' ? state.view.back : state.view;
  if (view.kind === 'file') return fileBody(view, size, theme);
  if (view.kind === 'choose' || !session) return chooseView(snapshot, size);
  if (view.kind === 'task') return taskView(session, view.task, view.scroll, size, theme);
  if (view.kind === 'zoom') {
    const pane = paneById(state.focus);
    return pane.draw(session, size, paneView(snapshot, pane.id, true), theme);
  }
  return drawBoard(boardOf(snapshot, session), (id) => paneView(snapshot, id, false), size, theme);
}

/** All panes on that session. */
export function boardOf({ runs }: Pick<Snapshot, 'runs'>, session: Session): Board<Session, RunView> {
  return { panes, shown: session, previous: runs.previous };
}

/** What a pane is told of the screen's own state. */
function paneView({ state, runs, room }: Snapshot, id: string, zoomed: boolean): RunView {
  return {
    focused: state.focus === id,
    zoomed,
    scroll: state.scroll[id] ?? 0,
    cursor: state.cursor,
    filter: state.filter,
    previous: runs.previous,
    effectiveCores: room.effectiveCores,
  };
}
