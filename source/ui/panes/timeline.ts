import { count, duration, seconds } from '../../format.ts';
import type { Session } from '../../session/state.ts';
import { fill, type Size, scrolled, timeSpan, titleRule } from '../draw.ts';
import { toWidth } from '../text.ts';
import type { Theme } from '../theme.ts';
import { lockedColumns, lockGlyph, lockStyle, sharesLock } from './lane-shares.ts';
import { elapsedMs, laneName, type Pane, type PaneView } from './pane.ts';
import { type Track, tracksOf } from './timeline-tracks.ts';

/** A row a lane: which task ran where and when. */
export const timelinePane: Pane = {
  id: 'timeline',
  place: 'wide',
  least: 3,
  shown: () => true,
  wants({ plan }, { height }) {
    const atOnce = Math.min(plan.concurrency, plan.tasks);
    // More tasks at once than rows become one chart of how many there are, and that needs few rows.
    return 1 + (atOnce < height / 2 ? Math.max(2, atOnce) : Math.max(chartRows, Math.floor(height * 0.3)));
  },
  length(session, { width, height }) {
    const columns = width - nameWidth - 2;
    return columns < 4 || session.runningSinceMs === null ? 0 : tracksIn(session, columns, height).length;
  },
  draw: drawTimeline,
};

const nameWidth = 11;
const chartRows = 5;

const spanOf = (session: Session) => timeSpan(elapsedMs(session), session.runningUntilMs !== null);

function tracksIn(session: Session, columns: number, rows: number): Track[] {
  const fromMs = session.runningSinceMs ?? 0;
  const grid = { fromMs, spanMs: spanOf(session), columns };
  return tracksOf(session.tasks, grid, fromMs + elapsedMs(session), rows);
}

function drawTimeline(session: Session, size: Size, view: PaneView, theme: Theme): string[] {
  const elapsed = elapsedMs(session);
  const figure =
    session.runningSinceMs === null
      ? ''
      : session.runningUntilMs === null
        ? `0 to ${seconds(spanOf(session))}`
        : duration(elapsed);
  const rule = (shade = '', more = '') =>
    titleRule(size.width, { title: `Timeline${more}`, figure: shade + figure, focused: view.focused }, theme);
  const columns = size.width - nameWidth - 2;
  if (columns < 4 || session.runningSinceMs === null) return fill([rule()], size);

  const rows: string[] = [];
  const locks = sharesLock(session) ? (track: Track) => withLock(track, session, columns) : null;
  let lane = -1;
  const tracks = tracksIn(session, columns, Math.max(1, size.height - 1));
  for (const track of tracks) {
    const name = track.lane === lane ? '' : laneName(session, track.lane);
    lane = track.lane;
    const drawn = drawTrack(locks === null ? track : locks(track), theme);
    rows.push(` ${theme.paint('dim', toWidth(name, nameWidth - 1))} ${drawn}`);
  }
  const most = Math.max(0, ...tracks.map((track) => track.atOnce ?? 0));
  const shade = isMany(most) ? `at most ${count(most)} at once, ` : '';
  const more = locks !== null && !isMany(most) ? `   ${lockGlyph} waits for the lock` : '';
  return fill([rule(shade, more), ...scrolled(rows, size.height - 1, view.scroll, theme)], size);
}

/** Whether tasks ran side by side. Of short ones in a row, one at a time, a column holds more than one, too. */
const isMany = (atOnce: number) => atOnce > 1.5;

function drawTrack({ cells }: Track, theme: Theme): string {
  let drawn = '';
  for (const { text, style } of cells) drawn += style === null ? text : theme.paint(style, text);
  return drawn;
}

/** Bars of tasks with the lock in them: so many of their cells as the lane waited of that time. */
function withLock(track: Track, session: Session, columns: number): Track {
  const lane = session.lanes.find(({ id, kind }) => id === track.lane && kind === 'thread');
  if (!lane || isMany(track.atOnce ?? 0)) return track;
  const glyphs = track.cells.flatMap(({ text, style }) => [...text].map((glyph) => ({ text: glyph, style })));
  const isBar = (column: number) => ['█', '▓'].includes(glyphs[column]?.text ?? '');
  const locked = lockedColumns(session, lane, columns, isBar);
  const cells = joined(
    glyphs.map((cell, column) => (locked[column] ? { text: lockGlyph, style: lockStyle } : cell)),
  );
  return { ...track, cells };
}

/** Neighbours of one style as one. */
function joined(cells: Track['cells']): Track['cells'] {
  const all: Track['cells'] = [];
  for (const { text, style } of cells) {
    const last = all.at(-1);
    if (last?.style === style) last.text += text;
    else all.push({ text, style });
  }
  return all;
}
