import { percent, plural } from '../../format.ts';
import type { Measured } from '../../protocol/units.ts';
import type { Lane, Vitals } from '../../session/vitals.ts';
import { toWidthRight } from '../text.ts';
import type { Style, Theme } from '../theme.ts';
import { columnsOf, elapsedMs } from './pane.ts';

/** What a lane did with its time. Each has a glyph of its own as well as a colour. */
const parts = [
  { id: 'computing', title: 'cpu', glyph: '█', style: 'run' },
  { id: 'lock', title: 'lock', glyph: '▒', style: 'warn' },
  { id: 'noCore', title: 'no core', glyph: '░', style: 'other' },
] as const satisfies readonly { id: string; title: string; glyph: string; style: Style }[];

type Shares = Readonly<Record<(typeof parts)[number]['id'], Measured>>;

/** Threads that need one lock to run code of their language. */
const locking = ({ kind }: Lane) => kind === 'thread';

/** Whether lanes of this run share a lock: then it is told what each of them did with its time. */
export function sharesLock({ started, lanes }: Vitals): boolean {
  return started?.engine?.lock === 'shared' && lanes.some(locking);
}

/**
 * Whether it is told of lanes what they did with their time, and not how late their loops are: they share a lock, or no loop of
 * theirs is known, as of a program that is seen from outside.
 */
export function tellsShares(session: Vitals): boolean {
  const { lanes } = session;
  return sharesLock(session) || (lanes.length > 0 && lanes.every(({ kind }) => kind !== 'loop'));
}

/** Without a lock nobody waits for it. */
const partsOf = (session: Vitals) => parts.filter(({ id }) => id !== 'lock' || sharesLock(session));

/** `4 threads share one lock`, as far as there is room; or how many threads there are. */
export function sharedBy(session: Vitals, room: number): string {
  const { lanes } = session;
  const threads = lanes.filter(locking).length;
  if (!sharesLock(session)) return plural(threads, 'thread');
  const words = [`${threads} threads share one lock`, `${threads} threads, one lock`];
  return (threads > 1 && words.find(({ length }) => length <= room)) || 'one lock';
}

/** Shares of the time since the first task's turn; what is left of it the lane waited. Null: not measured. */
function sharesOf(session: Vitals, { cpuMs, lockMs, waitMs }: Lane): Shares | null {
  const elapsed = elapsedMs(session);
  if (cpuMs === null || waitMs === null || elapsed <= 0) return null;
  // The three are read one after another: together they may come to a little more than the time.
  const whole = Math.max(elapsed, cpuMs + (lockMs ?? 0) + waitMs);
  const lock = lockMs === null ? null : lockMs / whole;
  return { computing: cpuMs / whole, lock, noCore: waitMs / whole };
}

/** From here on there is room for each share as a number; below, for the one that counts. */
const leastForAll = 52;
const lockOnly = 11;
const columnOf = (title: string) => title.length + 4;

/** The heads of the numbers, which tell what the glyphs of the bars mean. */
export function sharesHead(session: Vitals, width: number, theme: Theme): string {
  const all = width >= leastForAll;
  const heads = partsOf(session).map(({ title, glyph, style }) => {
    const room = all ? columnOf(title) - title.length - 2 : 1;
    return `${' '.repeat(room)}${theme.paint(style, glyph)} ${theme.paint('dim', title)}`;
  });
  return toWidthRight(heads.join(''), width);
}

/** A lane's shares as numbers, as far as there is room: all of them, or `lock 71 %`, without a lock `cpu 71 %`. */
export function sharesText(session: Vitals, lane: Lane, width: number): string {
  const shares = sharesOf(session, lane);
  const text = (id: keyof Shares) => percent(shares?.[id] ?? null);
  const one = sharesLock(session) ? ('lock' as const) : ('computing' as const);
  if (width < leastForAll)
    return toWidthRight(`${one === 'lock' ? one : 'cpu'} ${text(one).padStart(5)}`, lockOnly);
  return partsOf(session)
    .map(({ id, title }) => toWidthRight(text(id), columnOf(title)))
    .join('');
}

/** A lane's time as a bar. */
export function sharesBar(session: Vitals, lane: Lane, width: number, theme: Theme): string {
  const shares = sharesOf(session, lane);
  if (shares === null || width < 1) return ' '.repeat(Math.max(0, width));
  let [drawn, cells, sum] = ['', 0, 0];
  for (const { id, glyph, style } of parts) {
    // Each ends where all up to it end: rounded one by one they would add up to another length.
    sum += shares[id] ?? 0;
    const end = Math.round(sum * width);
    drawn += theme.paint(style, glyph.repeat(end - cells));
    cells = end;
  }
  return drawn + ' '.repeat(width - cells);
}

/** How the lock is drawn beside tasks. */
export const { glyph: lockGlyph, style: lockStyle } = parts[1];

/**
 * Whether a lane is drawn as waiting for the lock in each column of a timeline. A column may stand for many turns of the
 * lock: of a stretch of columns as many are marked as is the lane's share of waiting in it. `isFree`: whether a column has
 * room for the mark.
 */
export function lockedColumns(
  session: Vitals,
  lane: Lane,
  columns: number,
  isFree: (column: number) => boolean,
): boolean[] {
  const ratios = columnsOf(session, lane.locked, columns);
  const known = ratios.filter((ratio) => !Number.isNaN(ratio));
  const drawn = known.reduce((sum, ratio) => sum + ratio, 0) / Math.max(1, known.length);
  const lock = sharesOf(session, lane)?.lock ?? 0;
  // A series keeps the largest of what it merges: all of it together is what was measured.
  const scale = drawn > lock ? lock / drawn : 1;
  let owed = 0;
  return ratios.map((ratio, column) => {
    owed += Number.isNaN(ratio) ? 0 : ratio * scale;
    const isDue = owed >= 0.5 && isFree(column);
    if (isDue) owed--;
    return isDue;
  });
}
