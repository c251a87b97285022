import type { Session } from '../../../session/state.ts';
import type { Size } from '../../draw.ts';
import { paneById, panes } from '../../panes/index.ts';
import type { RunView } from '../../panes/pane.ts';
import { type Placed, placePanes, type Slot } from './layout.ts';
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
  if (view.kind === 'choose' || !session) return chooseView(snapshot, size);
  if (view.kind === 'task') return taskView(session, view.task, view.scroll, size, theme);
  if (view.kind === 'zoom') {
    const pane = paneById(state.focus);
    return pane.draw(session, size, paneView(snapshot, pane.id, true), theme);
  }
  return paneRows(snapshot, session, size);
}

/** The panes of a session and where they are. */
export function placesOf({ runs }: Pick<Snapshot, 'runs'>, session: Session, size: Size): Placed[] {
  const slots: Slot[] = panes
    .filter((pane) => pane.shown(session))
    .map((pane) => ({
      id: pane.id,
      place: pane.place,
      least: pane.least,
      keeps: pane.keeps,
      wants: pane.wants(session, size, runs.previous),
    }));
  return placePanes(slots, size, session.ended !== null);
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

function paneRows(snapshot: Snapshot, session: Session, size: Size): string[] {
  const { theme } = snapshot;
  const places = placesOf(snapshot, session, size);
  const rows: string[] = Array.from({ length: size.height }, () => '');
  const titles = new Set(places.filter((place) => place.x > 0).map((place) => place.y));
  for (const place of places) {
    const drawn = paneById(place.id).draw(session, place, paneView(snapshot, place.id, false), theme);
    drawn.forEach((row, at) => {
      const y = place.y + at;
      if (place.x === 0) rows[y] = row;
      else rows[y] += theme.paint('dim', titles.has(y) ? (y === 0 ? '┬' : '├') : '│') + row;
    });
  }
  return rows;
}
