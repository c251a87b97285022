import type { Session } from '../../../session/state.ts';
import { fill, type Size } from '../../draw.ts';
import { paneById, panes } from '../../panes/index.ts';
import type { PaneView } from '../../panes/pane.ts';
import { isOneLine, type Placed, placePanes, type Slot } from './layout.ts';
import { type Screen, shownSession } from './screen.ts';
import { chooseView } from './views/choose.ts';
import { footer, note } from './views/footer.ts';
import { header } from './views/header.ts';
import { helpView } from './views/help.ts';
import { oneLine } from './views/one-line.ts';
import { taskView } from './views/task.ts';

/**
 * The whole screen: exactly as many rows as the terminal has, each exactly as wide. `elsewhere`: what goes on beside
 * the lab; null for nothing.
 */
export function composeFrame(screen: Screen, elsewhere: string | null = null): string[] {
  const { size, theme } = screen;
  return fill(isOneLine(size) ? smallFrame(screen) : fullFrame(screen, elsewhere), size).map(theme.finish);
}

function fullFrame(screen: Screen, elsewhere: string | null): string[] {
  const top = header(screen, elsewhere);
  const said = note(screen);
  const bottom = said === null ? [footer(screen)] : [said, footer(screen)];
  const height = screen.size.height - top.length - bottom.length;
  return [...top, ...body(screen, { width: screen.size.width, height }), ...bottom];
}

/** The one line, and below it, where there are rows, whatever cannot be said in a line. */
function smallFrame(screen: Screen): string[] {
  const { size, state } = screen;
  const rows = [oneLine(screen)];
  const said = note(screen);
  if (size.height > 2 && said !== null) rows.push(said);
  const left = size.height - rows.length - 1;
  const { kind } = state.view;
  if (left >= 3 && kind !== 'panes') rows.push(...body(screen, { width: size.width, height: left }));
  return size.height > 1
    ? [...fill(rows, { width: size.width, height: size.height - 1 }), footer(screen)]
    : rows;
}

/** Room for the body of a full screen; keys need it to know how far there is to scroll. */
export function bodySize(screen: Screen): Size {
  const { width, height } = screen.size;
  const taken = isOneLine(screen.size) ? 2 : note(screen) === null ? 3 : 4;
  return { width, height: Math.max(0, height - taken) };
}

function body(screen: Screen, size: Size): string[] {
  const { state, theme } = screen;
  const session = shownSession(screen);
  const view = state.view.kind === 'filter' ? state.view.back : state.view;
  if (view.kind === 'help') return helpView(size, view.scroll, theme);
  if (view.kind === 'choose' || !session) return chooseView(screen, size);
  if (view.kind === 'task') return taskView(session, view.task, view.scroll, size, theme);
  if (view.kind === 'zoom') {
    const pane = paneById(state.focus);
    return pane.draw(session, size, paneView(screen, pane.id, true), theme);
  }
  return paneRows(screen, session, size);
}

/** The panes of a session and where they are. */
export function placesOf({ runs }: Pick<Screen, 'runs'>, session: Session, size: Size): Placed[] {
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
export function paneView({ state, runs, environment }: Screen, id: string, zoomed: boolean): PaneView {
  return {
    focused: state.focus === id,
    zoomed,
    scroll: state.scroll[id] ?? 0,
    cursor: state.cursor,
    filter: state.filter,
    previous: runs.previous,
    effectiveCores: environment.effectiveCores,
  };
}

function paneRows(screen: Screen, session: Session, size: Size): string[] {
  const { theme } = screen;
  const places = placesOf(screen, session, size);
  const rows: string[] = Array.from({ length: size.height }, () => '');
  const titles = new Set(places.filter((place) => place.x > 0).map((place) => place.y));
  for (const place of places) {
    const drawn = paneById(place.id).draw(session, place, paneView(screen, place.id, false), theme);
    drawn.forEach((row, at) => {
      const y = place.y + at;
      if (place.x === 0) rows[y] = row;
      else rows[y] += theme.paint('dim', titles.has(y) ? (y === 0 ? '┬' : '├') : '│') + row;
    });
  }
  return rows;
}
