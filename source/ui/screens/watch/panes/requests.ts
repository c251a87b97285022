import { count, duration, rate } from '../../../../format.ts';
import { isCutOff } from '../../../../protocol/request-status.ts';
import { isLoading } from '../../../../session/watch.ts';
import { fill, type Size, titleRule } from '../../../draw.ts';
import type { Pane, PaneView } from '../../../panes/pane.ts';
import { shortRoute } from '../../../path-text.ts';
import { toWidth, toWidthRight, widthOf } from '../../../text.ts';
import { frozenSign, type Style, signs, type Theme } from '../../../theme.ts';
import { around } from '../../shared/rows.ts';
import { flightRows, overRows, type RequestRow, type RouteRow, routeRows } from '../request-rows.ts';
import { flightWords, hasRequests, type Seen } from '../seen.ts';

/** What the pane depends on besides. */
export type RequestsView = PaneView & {
  /** The chosen request, by its number. */
  readonly request: number | null;
  readonly filter: string;
};

/** Requests in the place of tasks: those in flight, the routes, and those that were slow or failed. */
export const requestsPane: Pane<Seen, RequestsView> = {
  id: 'requests',
  place: 'main',
  least: 4,
  shown: (seen) => hasRequests(seen) && !isLoading(seen),
  wants: (seen) => 4 + Math.min(10, flightRows(seen, '').length) + Math.min(10, seen.requests.routes.length),
  length: (seen) => listOf(seen, '').length,
  draw: drawRequests,
};

/** The requests that can be chosen, in their order. */
export const listOf = (seen: Seen, filter: string): RequestRow[] => [
  ...flightRows(seen, filter),
  ...overRows(seen, filter),
];

function drawRequests(seen: Seen, size: Size, view: RequestsView, theme: Theme): string[] {
  const { filter } = view;
  const [flight, over] = [flightRows(seen, filter), overRows(seen, filter)];
  const routes = routeRows(seen, filter);
  const title = filter === '' ? 'Requests' : `Requests /${filter}`;
  const told = columnsFor(routes, size.width);
  const figure = flightWords(seen);
  const fits = widthOf(title) + widthOf(figure) + 7 <= size.width;
  const rule = titleRule(size.width, { title, figure: fits ? figure : '', focused: view.focused }, theme);
  const room = size.height - 1;
  const routesWanted = routes.length === 0 ? 0 : routes.length + 1;
  // Those in flight have what the routes leave, and half of the room in any case.
  const flightRoom = Math.min(flight.length, Math.max(Math.ceil(room / 2), room - routesWanted));
  const left = room - flightRoom;
  const routesRoom = left < 2 ? 0 : Math.min(routesWanted, over.length > 0 ? Math.max(3, left - 3) : left);
  const overRoom = left - routesRoom;
  const draw = (row: RequestRow) => requestRow(row, view, size.width, theme);
  const chosenIn = (rows: readonly RequestRow[]) =>
    Math.max(
      0,
      rows.findIndex(({ request }) => request === view.request),
    );
  const dim = (text: string) => theme.paint('dim', text);
  const rows = [
    rule,
    ...around(flight.map(draw), chosenIn(flight), flightRoom, theme),
    ...(routesRoom > 0
      ? [dim(routeHead(told, size.width)), ...cutTo(routes, told, routesRoom - 1, size.width, theme)]
      : []),
    ...(over.length > 0 && overRoom > 1
      ? [
          dim(' slow or failed in the last minute'),
          ...around(over.map(draw), chosenIn(over), overRoom - 1, theme),
        ]
      : []),
  ];
  if (rows.length === 1) rows.push(dim(emptyWords(seen, filter)));
  return fill(rows, size);
}

const emptyWords = (seen: Seen, filter: string) =>
  filter !== ''
    ? ' No request and no route matches. / changes it.'
    : ` None in flight, none in the last minute; ${count(seen.requests.ended)} before.`;

function cutTo(
  routes: readonly RouteRow[],
  told: readonly Column[],
  room: number,
  width: number,
  theme: Theme,
): string[] {
  const shown = routes.length > room ? routes.slice(0, room - 1) : routes;
  const more = routes.length - shown.length;
  return [
    ...shown.map((route) => routeRow(route, told, width, theme)),
    ...(more > 0 ? [theme.paint('dim', `   + ${more} more routes`)] : []),
  ];
}

const looks: Readonly<Record<RequestRow['as'], readonly [sign: string, style: Style | null]>> = {
  holds: [frozenSign, 'cold'],
  runs: [signs.running, 'run'],
  streams: [signs.running, 'dim'],
  calls: ['  └', 'dim'],
  slow: [signs.done, null],
  failed: [signs.failed, 'bad'],
};

function saidOf({ as, likely, status }: RequestRow): string {
  if (likely) return ' likely';
  if (as === 'streams') return ' streams';
  return as === 'failed' ? ` ${isCutOff(status) ? 'cut off' : status}` : '';
}

function requestRow(row: RequestRow, view: RequestsView, width: number, theme: Theme): string {
  const [sign, style] = looks[row.as];
  const chosen = view.focused && view.request === row.request;
  const took = toWidthRight(duration(row.tookMs), 8);
  const said = saidOf(row);
  const room = Math.max(0, width - 4 - widthOf(took) - widthOf(said) - (widthOf(sign) - 1));
  const text = `${chosen ? '→' : ' '}${sign} ${toWidth(shortRoute(row.text, room), room)}${said}${took}`;
  return `${style === null ? text : theme.paint(style, text)} `;
}

/** So many of them took at most that: in tenths of a millisecond it fits, and is true of shorter times. */
const atMost = (ms: number | null) => duration(ms === null ? null : Math.max(0.1, ms));

/** What is told of a route, and in how many cells. */
type Column = readonly [title: string, cells: number, show: (row: RouteRow) => string];
const failed: Column = ['failed', 7, (row) => count(row.failed)];
const columns: readonly Column[] = [
  ['/s', 6, ({ perSecond }) => rate(perSecond)],
  ['p50', 7, ({ p50Ms }) => atMost(p50Ms)],
  ['p99', 7, ({ p99Ms }) => atMost(p99Ms)],
  failed,
];

const nameOf = ({ kind, route }: RouteRow) => [kind === 'client' ? '   └ ' : '   ', route] as const;
const roomBeside = (told: readonly Column[], width: number) =>
  Math.max(0, width - told.reduce((sum, [, cells]) => sum + cells, 1));

/** The columns there is room for: where none failed, a long route is worth more than the noughts. */
function columnsFor(routes: readonly RouteRow[], width: number): readonly Column[] {
  const room = roomBeside(columns, width);
  const isTight = routes.some((row) => widthOf(nameOf(row).join('')) > room);
  return isTight && routes.every((row) => row.failed === 0)
    ? columns.filter((one) => one !== failed)
    : columns;
}

function routeHead(told: readonly Column[], width: number): string {
  const heads = told.map(([title, cells]) => toWidthRight(title, cells));
  return toWidth('   route', roomBeside(told, width)) + heads.join('');
}

function routeRow(row: RouteRow, told: readonly Column[], width: number, theme: Theme): string {
  const [mark, route] = nameOf(row);
  const room = roomBeside(told, width);
  const figures = told.map((column) => {
    const text = toWidthRight(column[2](row), column[1]);
    return column === failed && row.failed > 0 ? theme.paint('bad', text) : text;
  });
  return toWidth(mark + shortRoute(route, room - mark.length), room) + figures.join('');
}
