import { defaultSampleIntervalMs } from '../protocol/units.ts';
import type { WatchEventOf } from '../protocol/watch-events.ts';
import type { SharedTable } from '../telemetry/shared-table.ts';
import { laneState } from '../telemetry/table-layout.ts';
import type { RequestsBeside } from '../telemetry/who-held.ts';
import type { RequestTable } from './request-table.ts';
import { RequestWatch } from './request-watch.ts';
import { type RouteRow, Routes } from './routes.ts';
import { readTable } from './thread-requests.ts';

type Event = WatchEventOf<'requests'>;
type OfLane = { readonly table: RequestTable; readonly watch: RequestWatch; isOpen: boolean };

/** What the watcher's thread makes of the requests of a whole process: of its main loop, and of its threads. */
export class AllRequests {
  readonly #lanes: SharedTable['lanes'];
  readonly #memory: SharedArrayBuffer;
  /** Counted together: they are of one program. */
  readonly #routes = new Routes();
  readonly #main: OfLane;
  readonly #threads = new Map<number, OfLane>();
  /** So many were told of by the program in numbers alone: each was answered, and has not failed. */
  #counted = 0;
  #lastMs = Number.NEGATIVE_INFINITY;

  constructor(lanes: SharedTable['lanes'], main: RequestTable, memory: SharedArrayBuffer) {
    this.#lanes = lanes;
    this.#memory = memory;
    this.#main = this.#of(main, 0);
  }

  /** Takes in what has ended. `beatMs`: when the main loop last turned, see `RequestWatch`. */
  look(nowMs: number, beatMs: number): void {
    this.#main.watch.look(beatMs);
    // Without a pair for each of them: a look that leaves nothing to collect costs half as much.
    for (let lane = 1; lane < this.#lanes.length; lane++) {
      const isOpen = this.#lanes[lane]!.state === laneState.open;
      let of = this.#threads.get(lane);
      if (isOpen && !of) {
        of = this.#of(readTable(this.#memory, lane), lane);
        this.#threads.set(lane, of);
      }
      if (!of || !(isOpen || of.isOpen)) continue;
      if (!isOpen) of.table.endAll(nowMs);
      of.isOpen = isOpen;
      of.watch.look(Number.NaN);
    }
  }

  /** Takes in what the program has counted itself. */
  count(rows: readonly RouteRow[]): void {
    this.#routes.merge(rows);
    for (const { count } of rows) this.#counted += count;
  }

  /** See `RequestWatch`. */
  get isAsked(): boolean {
    return this.#main.watch.isAsked || [...this.#threads.values()].some(({ watch }) => watch.isAsked);
  }

  /** What is new since the last event, four times a second. `isLast`: at once. */
  changes(nowMs: number, isLast = false): Event[] {
    if (nowMs - this.#lastMs < defaultSampleIntervalMs && !isLast) return [];
    this.#lastMs = nowMs;
    const all = [this.#main, ...this.#threads.values()];
    const events = all.flatMap(({ watch }) => watch.changes(nowMs, true));
    const [first] = events;
    if (!first) return [];
    const counts = { begun: this.#counted, ended: this.#counted, failed: 0, uncounted: 0 };
    for (const { table } of all)
      for (const field of ['begun', 'ended', 'failed', 'uncounted'] as const)
        counts[field] += table.counts[field];
    return [
      {
        ...{ ...first, ...counts, rows: events.flatMap(({ rows }) => rows) },
        routes: events.flatMap(({ routes }) => routes),
      },
    ];
  }

  /** Of those that the main loop serves, the one that holds it. Where it says that itself, it cannot in a call of native code. */
  beside(sight: WatchEventOf<'watch-started'>['requests']): RequestsBeside {
    const { watch } = this.#main;
    if (sight !== 'exact')
      return {
        likely: (startedMs) => watch.likely(startedMs),
        otherwise: (startedMs) => watch.firstEnded(startedMs),
      };
    return {
      likely: () => null,
      otherwise: (startedMs, isSilent) => {
        const beatMs = this.#lanes[0]!.lastBeat?.atMs ?? 0;
        // Once it has turned, what is known is what it said.
        return isSilent && beatMs <= startedMs ? watch.lastBegun(beatMs) : null;
      },
    };
  }

  #of(table: RequestTable, lane: number): OfLane {
    return { table, watch: new RequestWatch(table, { lane, routes: this.#routes }), isOpen: true };
  }
}
