import { resample, type Series } from '../../session/series.ts';
import type { Session } from '../../session/state.ts';
import { type Size, timeSpan } from '../draw.ts';
import type { Theme } from '../theme.ts';

/** What of the screen's own state a pane depends on. */
export type PaneView = {
  readonly focused: boolean;
  /** It has the whole body. */
  readonly zoomed: boolean;
  /** Rows scrolled away from where the pane stays by itself. */
  readonly scroll: number;
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
 * focus, zoom and scrolling follow from what it says here.
 */
export type Pane = {
  readonly id: string;
  /** `main` at the left, `side` stacked at the right, `wide` below both. A narrow terminal stacks all of them. */
  readonly place: 'main' | 'side' | 'wide';
  /** Rows, title included, below which it is not worth showing. */
  readonly least: number;
  /** It keeps its least rows when there is too little room for all, and has what it wants before the others. */
  readonly keeps?: boolean;
  /** A pane with nothing to say takes no room. */
  shown(session: Session): boolean;
  /** Rows it could fill, title included; from the plan where possible, so that panes do not jump during a run. */
  wants(session: Session, body: Size, previous: Session | null): number;
  /** Rows there are to scroll through, without the title; `height` is the room for them. */
  length(session: Session, size: Size): number;
  /** Exactly `height` rows of exactly `width` cells, the title first. */
  draw(session: Session, size: Size, view: PaneView, theme: Theme): string[];
};

/** Milliseconds since the first task's turn, up to the end of the last one; 0 before. */
export function elapsedMs({ runningSinceMs, runningUntilMs, atMs }: Session): number {
  return runningSinceMs === null ? 0 : Math.max(0, (runningUntilMs ?? atMs) - runningSinceMs);
}

/**
 * A series as one value a column. Samples may be further apart than columns: between two of them the earlier one holds.
 */
export function columnsOf(session: Session, series: Series, columns: number): number[] {
  const from = session.runningSinceMs ?? 0;
  const span = timeSpan(elapsedMs(session), session.runningUntilMs !== null);
  const values = resample(series, from, from + span, columns);
  const last = values.findLastIndex((value) => !Number.isNaN(value));
  for (let at = 1; at < last; at++) if (Number.isNaN(values[at]!)) values[at] = values[at - 1]!;
  return values;
}

/** A task's lane as people know it. */
export function laneName({ lanes }: Session, id: number): string {
  return lanes.find((lane) => lane.id === id)?.name ?? `lane ${id}`;
}
