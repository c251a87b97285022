import { arrivals } from '../load/arrivals.ts';
import { backlogOf, donePerSecond, latenciesOf, percentile, type Requests } from '../load/latency.ts';
import { openGrew } from '../load/open-growth.ts';
import { verdictOf } from '../load/verdict.ts';
import { bucketOf } from '../protocol/duration-buckets.ts';
import type { LoadStep } from '../protocol/load-events.ts';
import { type Measured, rounded, roundMs } from '../protocol/units.ts';

/** One request more decides when the next step begins. */
const following = 1;

type Plan = {
  readonly ratePerSecond: number;
  /** For about so long. */
  readonly overMs: number;
  readonly startedMs: number;
  /** Whether requests came at that rate just before: else the first fifth warms up. */
  readonly isWarm: boolean;
  readonly seed: number;
};

/** Requests that fall due at one rate: when each did, was sent and was answered. Milliseconds on one clock. */
export class Step {
  readonly ratePerSecond: number;
  readonly startedMs: number;
  /** When the first request after it is due. */
  readonly endMs: number;
  readonly count: number;
  readonly #isWarm: boolean;
  readonly #dueMs: Float64Array;
  readonly #sentMs: Float64Array;
  readonly #doneMs: Float64Array;
  readonly #failed: Uint8Array;
  readonly #statuses = new Map<string, number>();
  /** When any request was answered while these fell due, also one of a step before: they have to wait for those. */
  #throughMs: number[] = [];
  /** Connections that were cut or refused. */
  #cut: { readonly at: number; readonly atMs: number; readonly how: string }[] = [];
  #lateMs: number[] = [];
  #open: number;
  #answered = 0;
  #unanswered = 0;
  #unsent = 0;
  mostInFlight = 0;
  mostWaiting = 0;

  constructor({ ratePerSecond, overMs, startedMs, isWarm, seed }: Plan) {
    this.ratePerSecond = ratePerSecond;
    this.startedMs = startedMs;
    this.#isWarm = isWarm;
    this.count = Math.max(1, Math.round((ratePerSecond * overMs) / 1000));
    const all = arrivals(ratePerSecond, this.count + following, seed).map((afterMs) => startedMs + afterMs);
    this.#dueMs = all.subarray(0, this.count);
    this.endMs = all[this.count]!;
    this.#open = this.count;
    this.#sentMs = new Float64Array(this.count).fill(Number.NaN);
    this.#doneMs = new Float64Array(this.count).fill(Number.NaN);
    this.#failed = new Uint8Array(this.count);
  }

  /** When that request is due; infinite where there is none. */
  dueMs(at: number): number {
    return this.#dueMs[at] ?? Number.POSITIVE_INFINITY;
  }

  /** Whether some of its requests have neither ended nor been given up. */
  get isOpen(): boolean {
    return this.#open > 0;
  }

  /** `waited`: all connections were taken. The sender was late only with those that did not. */
  sent(at: number, nowMs: number, waited: boolean): void {
    this.#sentMs[at] = nowMs;
    if (!waited) this.#lateMs.push(nowMs - this.#dueMs[at]!);
  }

  answered(at: number, nowMs: number, status: number): void {
    this.#open--;
    this.#answered++;
    this.#doneMs[at] = nowMs;
    this.#count(String(status), 1);
  }

  /** A request of any step was answered. */
  gotThrough(nowMs: number): void {
    if (nowMs < this.endMs) this.#throughMs.push(nowMs);
  }

  failed(at: number, nowMs: number, how: string): void {
    this.#open--;
    this.#failed[at] = 1;
    if (how.startsWith('E')) this.#cut.push({ at, atMs: nowMs, how });
    this.#count(how, 1);
  }

  /** It took at least until then. */
  gaveUp(at: number, nowMs: number): void {
    this.#open--;
    this.#doneMs[at] = nowMs;
    this.#unanswered++;
    this.#count('no answer', 1);
  }

  unsent(): void {
    this.#open--;
    this.#unsent++;
  }

  /**
   * Connections that were cut or refused from then on were so by the end of the program: that says nothing of the rate. How many
   * they were.
   */
  forgetCut(fromMs: number): number {
    const cut = this.#cut.filter(({ atMs }) => atMs >= fromMs);
    for (const { at, how } of cut) {
      this.#failed[at] = 0;
      this.#count(how, -1);
    }
    return cut.length;
  }

  /** What it came to, at that time; requests that were not due by then are left out. */
  result(untilMs: number, cpuCores: Measured): Omit<LoadStep, 'type' | 'atMs'> {
    const end = this.#dueMs.findIndex((due) => due > untilMs);
    const due = end < 0 ? this.count : end;
    const requests: Requests = {
      dueMs: this.#dueMs.subarray(0, due),
      startedMs: this.#sentMs.subarray(0, due),
      doneMs: this.#doneMs.subarray(0, due),
      failed: this.#failed.subarray(0, due),
      untilMs,
    };
    const durations = latenciesOf(requests, this.#isWarm);
    const backlog = backlogOf(requests);
    const late = percentile(Float64Array.from(this.#lateMs).sort(), 0.95);
    const figures = {
      due,
      answered: this.#answered,
      failed: requests.failed.filter((one) => one === 1).length,
      unanswered: this.#unanswered,
      unsent: this.#unsent,
      keptUp: backlog.keptUp && !openGrew(requests),
      lateP95Ms: late === null ? null : roundMs(late),
    };
    return {
      ...{
        startedMs: roundMs(this.startedMs),
        overMs: roundMs(Math.min(this.endMs, untilMs) - this.startedMs),
      },
      ratePerSecond: this.ratePerSecond,
      verdict: verdictOf(figures),
      ...figures,
      statuses: Object.fromEntries(this.#statuses),
      donePerSecond: rounded(
        donePerSecond({ dueMs: requests.dueMs, doneMs: Float64Array.from(this.#throughMs) }),
      ),
      durations: bucketsOf(durations),
      longestMs: roundMs(durations.at(-1) ?? 0),
      ...{ mostInFlight: this.mostInFlight, mostWaiting: this.mostWaiting, cpuCores },
    };
  }

  #count(how: string, by: 1 | -1): void {
    const count = (this.#statuses.get(how) ?? 0) + by;
    if (count === 0) this.#statuses.delete(how);
    else this.#statuses.set(how, count);
  }
}

/** How many took how long. */
function bucketsOf(durationsMs: Iterable<number>): [number, number][] {
  const counts = new Map<number, number>();
  for (const ms of durationsMs) counts.set(bucketOf(ms), (counts.get(bucketOf(ms)) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => a - b);
}
