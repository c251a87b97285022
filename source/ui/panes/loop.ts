import { feltWaitMs, figureCard } from '../../catalog/figures.ts';
import { count, duration, holderName, percent } from '../../format.ts';
import { lagAt } from '../../session/lag-histogram.ts';
import { type Held, heldNow, type Lane, type Vitals } from '../../session/vitals.ts';
import { fill, type Size, scrolled, spark, timeSpan, titleRule } from '../draw.ts';
import { toWidth, toWidthRight, widthOf } from '../text.ts';
import { frozenSign, type Style, type Theme } from '../theme.ts';
import { columnsOf, elapsedMs, laneName, type Pane, type PaneView } from './pane.ts';

/** What a lane beside the main loop did, in a word, once all is over. */
type Did<Shown> = (session: Shown, lane: Lane) => string;

/** Lag over time of the main loop and of each lane; a freeze is told while it lasts. */
export function loopPane<Shown extends Vitals>(did: Did<Shown>): Pane<Shown, PaneView> {
  return {
    id: 'loop',
    place: 'side',
    least: 2,
    shown: () => true,
    wants: (session, body) => 1 + Math.max(1, lengthOf(session)) + (body.width >= 110 ? 1 : 0),
    length: (session, size) => lengthOf(session) + (isDetailed(session, size.width, size.height) ? 1 : 0),
    draw: (session, size, view, theme) => drawLoop(session, (lane) => did(session, lane), size, view, theme),
  };
}

/** Upper ends in milliseconds of the eight heights of the chart. Fixed, so that a height always means the same. */
export const lagHeights = [2, 5, 10, 20, 50, 100, 500];
/** Two heartbeats: no longer a late timer, and not felt yet; what people feel as a wait is a stall. */
const slowMs = 20;

/** Height, 0 to 7, of a lag in the chart. */
function lagLevel(lagMs: number): number {
  const level = lagHeights.findIndex((end) => lagMs < end);
  return level < 0 ? 7 : level;
}

/** `frozen 1.4 s by task 3`: how long, where if not on the main loop, and by whom if that is known. */
export function freezeText(session: Vitals, { lane, durationMs, holder }: Held): string {
  const where = lane === 0 ? '' : `${laneName(session, lane)} `;
  return `${frozenSign} ${where}frozen ${duration(durationMs)}${holder ? ` by ${holderName(holder)}` : ''}`;
}

/** A row a lane, and one for the freezes that are over. */
function lengthOf(session: Vitals): number {
  return session.lanes.length + (session.loop.freezeCount > 0 && !heldNow(session) ? 1 : 0);
}

/** Where there is room, a lane also tells how much of the time it is used and how long it waited for a core. */
function isDetailed(session: Vitals, width: number, rows: number): boolean {
  return width >= 52 && rows > lengthOf(session);
}

const usedWidth = 7;
const waitedWidth = 9;

const lagP99 = figureCard('loopLagP99Ms');

function drawLoop(
  session: Vitals,
  did: (lane: Lane) => string,
  size: Size,
  view: PaneView,
  theme: Theme,
): string[] {
  const freeze = heldNow(session);
  const main = session.lanes.find((lane) => lane.id === 0);
  const figure = freeze
    ? ''
    : session.phase === 'ended'
      ? `${lagP99.title} ${lagP99.show(p99(session))}`
      : `lag ${duration(main?.lagMs ?? null)}`;
  // A freeze takes the whole title: while it lasts nothing else about the loop matters.
  const title = freeze ? theme.paint('cold', freezeText(session, freeze)) : 'Event loop';
  const rule = titleRule(size.width, { title, figure, focused: view.focused }, theme);
  const detailed = isDetailed(session, size.width, size.height - 1);
  const rows = session.lanes.map((lane) => {
    const held = freeze?.lane === lane.id ? freeze : null;
    const state = session.phase === 'ended' ? stateAfter(session, lane, did) : stateOf(lane, held);
    return laneRow(session, lane, held ? 'cold' : null, state, size.width, detailed, theme);
  });
  if (detailed) {
    const head =
      toWidthRight('lag', 7) + toWidthRight('used', usedWidth) + toWidthRight('waited', waitedWidth);
    rows.unshift(theme.paint('dim', toWidthRight(`${head} `, size.width)));
  }
  if (session.loop.freezeCount > 0 && !freeze) {
    const { freezeCount, frozenMs } = session.loop;
    const { holder } = session.loop.held.at(-1)!;
    const times = `${frozenSign} froze ${freezeCount === 1 ? 'once' : `${count(freezeCount)} times`}`;
    const total = `, ${duration(frozenMs)}`;
    const by = holder ? `, last by ${holderName(holder)}` : '';
    const fits = (more: string) => widthOf(` ${times}${total}${more}`) <= size.width;
    const more = [` in total${by}`, ' in total'].find(fits) ?? '';
    rows.push(` ${theme.paint('cold', times)}${total}${more}`);
  }
  return fill([rule, ...scrolled(rows, size.height - 1, view.scroll, theme)], size);
}

function laneRow(
  session: Vitals,
  lane: Lane,
  frozen: Style | null,
  [state, style]: [string, Style],
  width: number,
  detailed: boolean,
  theme: Theme,
): string {
  const nameWidth = Math.min(11, Math.max(4, width - 20));
  const details = detailed
    ? toWidthRight(percent(lane.utilizationRatio), usedWidth) +
      toWidthRight(duration(lane.waitMs), waitedWidth)
    : '';
  const columns = width - nameWidth - 11 - details.length;
  const chart =
    columns < 1 ? '' : spark(withFreezes(session, lane, columnsOf(session, lane.lag, columns)), lagLevel);
  // A lane of the pool that computes is at work, not ill: it is drawn without alarm.
  const chartStyle = frozen ?? (lane.kind === 'loop' ? style : 'dim');
  return ` ${toWidth(lane.name, nameWidth)} ${theme.paint(chartStyle, toWidth(chart, Math.max(0, columns)))} ${theme.paint(style, toWidthRight(state, 7))}${details}`;
}

/** Draws freezes as full columns: while a loop is frozen it may be that nobody told its lag. */
function withFreezes(session: Vitals, lane: Lane, values: number[]): number[] {
  const from = session.runningSinceMs ?? 0;
  const columnMs = timeSpan(elapsedMs(session), session.runningUntilMs !== null) / values.length;
  for (const { lane: frozen, startedMs, durationMs } of session.loop.held) {
    if (frozen !== lane.id) continue;
    const last = Math.min(values.length - 1, Math.floor((startedMs + durationMs - from) / columnMs));
    for (let column = Math.max(0, Math.floor((startedMs - from) / columnMs)); column <= last; column++) {
      values[column] = Math.max(durationMs, values[column]! || 0);
    }
  }
  return values;
}

function p99({ loop }: Vitals): number | null {
  return lagAt(loop.lag, 0.99);
}

/** Once all is over the last lag says nothing: what the loop was like, or what the lane did. */
function stateAfter(session: Vitals, lane: Lane, did: (lane: Lane) => string): [string, Style] {
  if (lane.state === 'crashed') return ['crashed', 'bad'];
  return lane.id === 0 ? lagState(p99(session)) : [did(lane), 'dim'];
}

/** What a lane's loop is doing, in a word or as its lag. */
function stateOf(lane: Lane, freeze: Held | null): [string, Style] {
  if (freeze) return [`${frozenSign}${duration(freeze.durationMs)}`, 'cold'];
  if (lane.state === 'crashed') return ['crashed', 'bad'];
  if (lane.state === 'closed') return ['closed', 'dim'];
  if (lane.kind !== 'loop' && lane.task !== null) return ['busy', 'run'];
  return lagState(lane.lagMs);
}

/** A lag in the colour of what people feel of it. */
function lagState(lagMs: number | null): [string, Style] {
  if (lagMs === null) return [duration(null), 'dim'];
  return [duration(lagMs), lagMs >= feltWaitMs ? 'bad' : lagMs >= slowMs ? 'warn' : 'ok'];
}
