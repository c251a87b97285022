import { resample, type Series } from '../../session/series.ts';
import type { Session } from '../../session/state.ts';
import type { Vitals } from '../../session/vitals.ts';
import { type Size, timeSpan } from '../draw.ts';
import type { Theme } from '../theme.ts';

/** What of the screen's own state any pane depends on. */
export type PaneView = {
  readonly focused: boolean;
  /** It has the whole body. */
  readonly zoomed: boolean;
  /** Rows scrolled away from where the pane stays by itself. */
  readonly scroll: number;
};

/** What panes on a run of a plan depend on besides. */
export type RunView = PaneView & {
  /** Position of the chosen task in the filtered list; null: the list follows the run. */
  readonly cursor: number | null;
  readonly filter: string;
  /** The run before this one. */
  readonly previous: Session | null;
  /** What the pool of the machine allows, for advice. */
  readonly effectiveCores: number;
};

/**
 * A pane is one file: pure, cheap and with no clock. Add one by adding its file to the list in `index.ts`; layout,
 * focus, zoom and scrolling follow from what it says here. One on `Vitals` alone shows any program, with a plan or without.
 */
export type Pane<Shown extends Vitals = Session, View extends PaneView = RunView> = {
  readonly id: string;
  /** `main` at the left, `side` stacked at the right, `wide` below both. A narrow terminal stacks all of them. */
  readonly place: 'main' | 'side' | 'wide';
  /** Rows, title included, below which it is not worth showing. */
  readonly least: number;
  /** It keeps its least rows when there is too little room for all, and has what it wants before the others. */
  readonly keeps?: boolean;
  /** It stays at its last row, where the latest is: to scroll up leads away from there. */
  readonly fromEnd?: boolean;
  /** A pane with nothing to say takes no room. */
  shown(session: Shown): boolean;
  /** Rows it could fill, title included; from the plan where possible, so that panes do not jump during a run. */
  wants(session: Shown, body: Size, previous: Shown | null): number;
  /** Rows there are to scroll through, without the title; `height` is the room for them. `zoomed`: it has the whole body. */
  length(session: Shown, size: Size, zoomed?: boolean): number;
  /** Exactly `height` rows of exactly `width` cells, the title first. */
  draw(session: Shown, size: Size, view: View, theme: Theme): string[];
};

/** A pane that needs no plan. */
export type VitalPane = Pane<Vitals, PaneView>;

/** Milliseconds since the first task's turn, up to the end of the last one; 0 before. */
export function elapsedMs({ runningSinceMs, runningUntilMs, atMs }: Vitals): number {
  return runningSinceMs === null ? 0 : Math.max(0, (runningUntilMs ?? atMs) - runningSinceMs);
}

/** What charts of a program that goes on for days show: how it is now, with what was a moment ago beside it. */
const usualMs = 60_000;

/**
 * The time that a chart of so many columns covers. Of a run all of it; of what may go on for days the last minute, or `lastMs`,
 * in steps of a column, so that what is drawn moves on and is not drawn anew.
 */
export function chartSpan(
  vitals: Vitals,
  columns: number,
  lastMs = usualMs,
): { readonly fromMs: number; readonly spanMs: number } {
  const { emptySeries, atMs, runningSinceMs, runningUntilMs } = vitals;
  if (emptySeries.keeps === 'all')
    return { fromMs: runningSinceMs ?? 0, spanMs: timeSpan(elapsedMs(vitals), runningUntilMs !== null) };
  const spanMs = Math.min(lastMs, timeSpan(atMs, false));
  const columnMs = spanMs / columns;
  return { fromMs: Math.max(0, Math.ceil((atMs - spanMs) / columnMs) * columnMs), spanMs };
}

/**
 * A series as one value a column. Samples may be further apart than columns: between two of them the earlier one holds.
 */
export function columnsOf(session: Vitals, series: Series, columns: number, lastMs?: number): number[] {
  const { fromMs, spanMs } = chartSpan(session, columns, lastMs);
  const values = resample(series, fromMs, fromMs + spanMs, columns);
  const last = values.findLastIndex((value) => !Number.isNaN(value));
  for (let at = 1; at < last; at++) if (Number.isNaN(values[at]!)) values[at] = values[at - 1]!;
  return values;
}

/** A task's lane as people know it. */
export function laneName({ lanes }: Vitals, id: number): string {
  return lanes.find((lane) => lane.id === id)?.name ?? `lane ${id}`;
}
