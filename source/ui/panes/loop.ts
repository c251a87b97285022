import { feltWaitMs, figureCard } from '../../catalog/figures.ts';
import { placeWords } from '../../findings/held-words.ts';
import { duration, percent } from '../../format.ts';
import { lagAt } from '../../session/lag-histogram.ts';
import { type Held, heldNow, type Lane, type Vitals } from '../../session/vitals.ts';
import { fill, type Size, scrolled, spark, titleRule } from '../draw.ts';
import { toWidth, toWidthRight, widthOf } from '../text.ts';
import { frozenSign, type Style, type Theme } from '../theme.ts';
import { besideTitle, freezeDetails, freezeRows, freezeTitle, isFreezeTold } from './freezes.ts';
import { sharedBy, sharesBar, sharesHead, sharesText, tellsShares } from './lane-shares.ts';
import { sideWidth } from './layout.ts';
import { chartSpan, columnsOf, type Pane, type PaneView } from './pane.ts';

/** What the pane has to be told of what it shows. */
type About<Shown> = {
  /** What a lane beside the main loop did, in a word, once all is over. */
  readonly did: (session: Shown, lane: Lane) => string;
  /** Whether anything waits while the main loop is frozen. If not, its freezes are left out. */
  readonly feelsFreezes: (session: Shown) => boolean;
};

/** Lag over time of the main loop and of each lane; a freeze is told while it lasts. */
export function loopPane<Shown extends Vitals>({ did, feelsFreezes }: About<Shown>): Pane<Shown, PaneView> {
  const told = (session: Shown): Vitals =>
    feelsFreezes(session) ? session : { ...session, loop: { ...session.loop, held: [], freezeCount: 0 } };
  return {
    id: 'loop',
    place: 'side',
    least: 2,
    shown: () => true,
    wants(session, body) {
      const head = body.width >= 110 || tellsShares(session) ? 1 : 0;
      return 1 + Math.max(1, lengthOf(told(session))) + head + moreOf(told(session), sideWidth(body.width));
    },
    length(session, { width, height }, zoomed) {
      const shown = told(session);
      const head = isDetailed(shown, width, height) ? 1 : 0;
      const below = zoomed ? freezeDetails(shown, width).length : Number(isFreezeTold(shown));
      return shown.lanes.length + below + head;
    },
    draw(session, size, view, theme) {
      const shown = told(session);
      const isCrowded = lengthOf(shown) >= size.height;
      // Where there is too little room, lanes that do something come before a loop that does not.
      const lanes = isCrowded && !feelsFreezes(session) ? mainLast(session.lanes) : session.lanes;
      return drawLoop({ ...shown, lanes }, (lane) => did(session, lane), size, view, theme);
    },
  };
}

const mainLast = (lanes: readonly Lane[]) => [
  ...lanes.filter(({ id }) => id !== 0),
  ...lanes.filter(({ id }) => id === 0),
];

/** Upper ends in milliseconds of the eight heights of the chart. Fixed, so that a height always means the same. */
export const lagHeights = [2, 5, 10, 20, 50, 100, 500];
/** Two heartbeats: no longer a late timer, and not felt yet; what people feel as a wait is a stall. */
const slowMs = 20;

/** Height, 0 to 7, of a lag in the chart. */
function lagLevel(lagMs: number): number {
  const level = lagHeights.findIndex((end) => lagMs < end);
  return level < 0 ? 7 : level;
}

/** A row a lane, and one for the freezes that are over, or for where the code is that holds the loop now. */
const lengthOf = (session: Vitals) => session.lanes.length + (isFreezeTold(session) ? 1 : 0);

/** Of what else there is to tell of freezes, rows are worth their room; once all is over there is time to read more. */
const [mostNow, mostAfter] = [1, 3];
/** Rows wanted below the lanes beside the first: all that a glance is for, and no less than that. */
function moreOf(session: Vitals, width: number): number {
  const { glance, more } = freezeRows(session, width);
  const most = session.phase === 'ended' ? mostAfter : mostNow;
  return Math.max(0, glance.length - 1, Math.min(most, glance.length + more.length - 1));
}

/** Where there is room, a lane also tells what it did with the time. */
function isDetailed(session: Vitals, width: number, rows: number): boolean {
  return rows > lengthOf(session) + moreOf(session, width) && (width >= 52 || tellsShares(session));
}

const stateWidth = 7;
const usedWidth = 7;
const waitedWidth = 9;

/** Cells of a rule without its figure. */
const titleCells = 12;

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
  const shared = tellsShares(session);
  const figure = freeze
    ? ''
    : shared
      ? sharedBy(session, size.width - titleCells)
      : session.phase === 'ended'
        ? `${lagP99.title} ${lagP99.show(p99(session))}`
        : `lag ${duration(main?.lagMs ?? null)}`;
  // A freeze takes the whole title: while it lasts nothing else about the loop matters.
  const name = shared ? 'Lanes' : 'Event loop';
  const hint = view.focused && !view.zoomed && session.loop.places.length > 0 ? '  Enter: stacks' : '';
  const detailed = isDetailed(session, size.width, size.height - 1);
  const room = size.height - 1 - session.lanes.length - (detailed ? 1 : 0);
  const title = freeze
    ? theme.paint('cold', titleWhile(session, freeze, size.width, room))
    : `${name}${hint}`;
  const rule = titleRule(size.width, { title, figure, focused: view.focused }, theme);
  const rows = session.lanes.map((lane) => {
    const held = freeze?.lane === lane.id ? freeze : null;
    const state = session.phase === 'ended' ? stateAfter(session, lane, did) : stateOf(lane, held);
    const draw = shared ? sharesRow : laneRow;
    return draw(session, lane, held ? 'cold' : null, state, size.width, detailed, theme);
  });
  if (detailed)
    rows.unshift(shared ? sharesHead(session, size.width, theme) : lagHead(session, size.width, theme));
  rows.push(...below(session, size.width, room, view.zoomed, theme));
  return fill([rule, ...scrolled(rows, size.height - 1, view.scroll, theme)], size);
}

/** The title while it is frozen: what rows below have room for need not be in it. */
function titleWhile(session: Vitals, freeze: Held, width: number, room: number): string {
  const glance = freezeRows(session, width).glance.length;
  const below = { place: placeWords(freeze) !== null && room > 0, holder: glance > 0 && room >= glance };
  return freezeTitle(session, freeze, width - besideTitle, below);
}

/** What is told of freezes below the lanes: all of it where the pane has the screen, else as much as fits in `room`. */
function below(session: Vitals, width: number, room: number, zoomed: boolean, theme: Theme): string[] {
  const { glance, more } = freezeRows(session, width);
  const rows = zoomed
    ? freezeDetails(session, width)
    : [...glance, ...more].slice(0, Math.max(Number(isFreezeTold(session)), room));
  return rows.map(([text, style]) => (style === null ? text : theme.paint(style, text)));
}

/** The heads of what a lane's row tells beside its chart: while it goes on two rates of now, at its end what it waited in all. */
function lagHead({ phase }: Vitals, width: number, theme: Theme): string {
  const last = phase === 'ended' ? 'waited' : 'no core';
  const head = toWidthRight('lag', 7) + toWidthRight('used', usedWidth) + toWidthRight(last, waitedWidth);
  return theme.paint('dim', toWidthRight(`${head} `, width));
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
      toWidthRight(session.phase === 'ended' ? duration(lane.waitMs) : percent(lane.noCoreRatio), waitedWidth)
    : '';
  const columns = width - nameWidth - 11 - details.length;
  const chart =
    columns < 1 ? '' : spark(withFreezes(session, lane, columnsOf(session, lane.lag, columns)), lagLevel);
  // A lane of the pool that computes is at work, not ill: it is drawn without alarm.
  const chartStyle = frozen ?? (lane.kind === 'loop' ? style : 'dim');
  return ` ${toWidth(lane.name, nameWidth)} ${theme.paint(chartStyle, toWidth(chart, Math.max(0, columns)))} ${theme.paint(style, toWidthRight(state, 7))}${details}`;
}

/** The row of a lane that shares a lock: what it did with its time; of the main loop also its lag. */
function sharesRow(
  session: Vitals,
  lane: Lane,
  frozen: Style | null,
  [state, style]: [string, Style],
  width: number,
  _: boolean,
  theme: Theme,
): string {
  const nameWidth = Math.min(11, Math.max(...session.lanes.map(({ name }) => widthOf(name))));
  const details = sharesText(session, lane, width);
  const columns = Math.max(0, width - nameWidth - 2 - widthOf(details));
  const name = ` ${toWidth(lane.name, nameWidth)} `;
  if (lane.state === 'crashed') return name + theme.paint(style, toWidth(state, columns)) + details;
  if (lane.kind !== 'loop') return name + sharesBar(session, lane, columns, theme) + details;
  const cells = Math.max(0, columns - stateWidth - 1);
  const chart = spark(withFreezes(session, lane, columnsOf(session, lane.lag, cells)), lagLevel);
  const lag = theme.paint(style, toWidthRight(state, Math.min(columns, stateWidth)));
  return `${name}${theme.paint(frozen ?? style, toWidth(chart, cells))} ${lag}${details}`;
}

/** Draws freezes as full columns: while a loop is frozen it may be that nobody told its lag. */
function withFreezes(session: Vitals, lane: Lane, values: number[]): number[] {
  const { fromMs: from, spanMs } = chartSpan(session, values.length);
  const columnMs = spanMs / values.length;
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
