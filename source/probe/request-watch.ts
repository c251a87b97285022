import { hasFailed } from '../protocol/request-status.ts';
import { beatPeriodMs, defaultSampleIntervalMs, roundMs } from '../protocol/units.ts';
import type { WatchEventOf } from '../protocol/watch-events.ts';
import { slotState } from './request-layout.ts';
import type { RequestTable } from './request-table.ts';
import { Routes, slowMs } from './routes.ts';

type Event = WatchEventOf<'requests'>;
type Row = Event['rows'][number];

/** Of those that ended since the last event: as many as anybody looks through. Thousands a second cannot be rows. */
const mostSlow = 20;
const mostFailed = 50;
/** Of those in flight, in one event, the oldest first: the others come with the next, unless they have ended. */
const mostInFlight = 100;
/** The handler that held the loop may have been called since the last heartbeat, which was half a period before, or longer. */
const beforeMs = beatPeriodMs / 2;

type Of = { readonly lane: number | null; readonly routes: Routes };

/** What the watcher's thread makes of the requests in a table. */
export class RequestWatch {
  readonly #table: RequestTable;
  readonly #lane: number | null;
  readonly #routes: Routes;
  /** The request of each slot that was told in flight, by its number, below 0 once its answer had begun; 0: none. */
  readonly #told: Float64Array;
  /** Rows of the next event: they were told before, they failed, or they were slow. */
  #ended: Row[] = [];
  #failed: Row[] = [];
  #slow: { readonly ms: number; readonly row: Row }[] = [];
  #beatMs = Number.NaN;
  #lastMs = Number.NEGATIVE_INFINITY;
  #lastCounts: string;
  #endedThen = 0;
  #isAsked = false;

  /** `lane`: the thread that writes into it; null: it is not known, or there are several. */
  constructor(table: RequestTable, { lane = null, routes = new Routes() }: Partial<Of> = {}) {
    this.#table = table;
    this.#lane = lane;
    this.#routes = routes;
    this.#lastCounts = JSON.stringify(table.counts);
    this.#told = new Float64Array(table.slots);
  }

  /**
   * Takes in what has ended. `beatMs`: when the loop last turned: what ended while it is held may tell who held it, and is left
   * there as long as there is room.
   */
  look(beatMs: number): void {
    const over = this.#table.slotsIn(slotState.ended);
    const { ended } = this.#table.counts;
    this.#isAsked = ended > this.#endedThen || this.#waiting().length > 0;
    this.#endedThen = ended;
    if (beatMs === this.#beatMs && over.length < this.#table.slots / 2) return;
    this.#beatMs = beatMs;
    for (const slot of over) this.#take(slot);
    this.#table.free(over);
  }

  /** As of the last look: requests to the program wait for their answers, or some have ended since the look before. */
  get isAsked(): boolean {
    return this.#isAsked;
  }

  /** What is new since the last event, four times a second. `isLast`: at once. */
  changes(nowMs: number, isLast = false): Event[] {
    if (nowMs - this.#lastMs < defaultSampleIntervalMs && !isLast) return [];
    this.#lastMs = nowMs;
    const rows = [...this.#ended, ...this.#failed, ...this.#slowest(), ...this.#inFlight(nowMs)];
    [this.#ended, this.#failed, this.#slow] = [[], [], []];
    const { counts } = this.#table;
    const routes = this.#routes.take();
    const before = this.#lastCounts;
    this.#lastCounts = JSON.stringify(counts);
    if (rows.length === 0 && routes.length === 0 && before === this.#lastCounts) return [];
    return [{ type: 'requests', atMs: roundMs(nowMs), ...counts, rows, routes }];
  }

  /**
   * Which request to the program likely holds the loop since then, by what began and ended: the only one in flight that
   * began as it was held, or else the only one in flight; null: it is not known.
   */
  likely(startedMs: number): string | null {
    const inFlight = this.#waiting();
    const aliveMs = Math.min(startedMs - beforeMs, this.#beatMs || startedMs);
    const begun = inFlight.filter((slot) => this.#table.startedMs(slot) >= aliveMs);
    const [only, another] = begun.length > 0 ? begun : inFlight;
    return only === undefined || another !== undefined ? null : this.#table.textOf(only);
  }

  /** The same once it is over, where it was not known: the first that ended after it had begun. */
  firstEnded(startedMs: number): string | null {
    const ended = this.#servers(slotState.ended)
      .filter((slot) => this.#table.endedMs(slot) >= startedMs + beatPeriodMs)
      .sort((a, b) => this.#table.endedMs(a) - this.#table.endedMs(b));
    return ended[0] === undefined ? null : this.#table.textOf(ended[0]);
  }

  /**
   * The same where the loop will say it itself once it can, so that nothing is told that may well be wrong: the only one in flight, if
   * it has begun since the loop turned at `beatMs`, and nothing is known that came after it.
   */
  lastBegun(beatMs: number): string | null {
    const table = this.#table;
    const { begun, ended } = table.counts;
    const [only, another] = this.#waiting();
    // Others are in flight of which nobody knows whether they stream.
    const isWhole = !table.waits && begun - ended === this.#servers(slotState.begun).length;
    if (only === undefined || another !== undefined || !isWhole) return null;
    const sinceMs = table.startedMs(only);
    const isLast =
      table.slotsIn(slotState.ended).every((slot) => table.endedMs(slot) <= sinceMs) &&
      table.slotsIn(slotState.begun).every((slot) => table.startedMs(slot) <= sinceMs);
    return sinceMs >= beatMs && isLast ? table.textOf(only) : null;
  }

  #waiting(): number[] {
    return this.#servers(slotState.begun).filter((slot) => this.#table.answeringOf(slot) === null);
  }

  #servers(state: number): number[] {
    return this.#table.slotsIn(state).filter((slot) => this.#table.kindOf(slot) === 'server');
  }

  #take(slot: number): void {
    const table = this.#table;
    const ms = table.endedMs(slot) - table.startedMs(slot);
    const failed = hasFailed(table.statusOf(slot));
    this.#routes.of(table.kindOf(slot), table.textOf(slot)).add(ms, failed);
    // Who was told that it is in flight is told its end.
    if (Math.abs(this.#told[slot]!) === table.numberOf(slot)) this.#ended.push(this.#row(slot));
    else if (failed && this.#failed.length < mostFailed) this.#failed.push(this.#row(slot));
    else if (ms > slowMs) this.#slow.push({ ms, row: this.#row(slot) });
    this.#told[slot] = 0;
    if (this.#slow.length > 10 * mostSlow) this.#keepSlowest();
  }

  #keepSlowest(): void {
    this.#slow = this.#slow.sort((a, b) => b.ms - a.ms).slice(0, mostSlow);
  }

  #slowest(): Row[] {
    this.#keepSlowest();
    return this.#slow.map(({ row }) => row);
  }

  /** Those that take long and were not told yet, or whose answer has begun since. */
  #inFlight(nowMs: number): Row[] {
    const table = this.#table;
    const isNew = (slot: number) =>
      nowMs - table.startedMs(slot) > slowMs && this.#told[slot] !== this.#asTold(slot);
    const slots = table.slotsIn(slotState.begun).filter(isNew);
    slots.sort((a, b) => table.numberOf(a) - table.numberOf(b));
    return slots.slice(0, mostInFlight).map((slot) => {
      this.#told[slot] = this.#asTold(slot);
      return { ...this.#row(slot), endedMs: null, status: table.answeringOf(slot) };
    });
  }

  #asTold(slot: number): number {
    const number = this.#table.numberOf(slot);
    return this.#table.answeringOf(slot) === null ? number : -number;
  }

  #row(slot: number): Row {
    const table = this.#table;
    return {
      ...{ request: table.numberOf(slot), kind: table.kindOf(slot), text: table.textOf(slot) },
      ...{ startedMs: roundMs(table.startedMs(slot)), endedMs: roundMs(table.endedMs(slot)) },
      ...{ status: table.statusOf(slot), parent: table.parentOf(slot), lane: this.#lane },
    };
  }
}
