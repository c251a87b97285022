import { nextRate, stepMs } from '../load/climb.ts';
import { bucketOf } from '../protocol/duration-buckets.ts';
import type { LoadEvent, LoadPlan, LoadRequest, LoadStep } from '../protocol/load-events.ts';
import { type Measured, rounded, roundMs } from '../protocol/units.ts';
import { mostConnections, type Outcome } from './connections.ts';
import { Step } from './step.ts';

/** Whoever asks has gone by then, and most proxies as well: so long an answer is waited for, and before that a connection. */
export const giveUpMs = 30_000;
/** So many that are due wait for a connection: more would only fill the memory while the program is frozen. */
export const mostWaiting = 10_000;
/** How often it is told how it stands; a person sees no more. */
const tellMs = 500;
/** Between the end of a program and that Heddle knows of it. */
const goneMs = 250;

type Options = {
  readonly plan: LoadPlan;
  /** Sends a request; returns what gives it up. */
  readonly send: (request: LoadRequest, done: (outcome: Outcome) => void) => () => void;
  /** Milliseconds since any moment. */
  readonly clock: () => number;
  /** Calls once, after so many milliseconds. */
  readonly later: (ms: number, call: () => void) => void;
  /** Processor time that the sending took so far. */
  readonly cpuMs: () => Measured;
  readonly write: (event: LoadEvent) => void;
};

type Due = { readonly step: Step; readonly at: number };
type Ongoing = Due & { readonly sentMs: number; readonly giveUp: () => void };

/**
 * Sends requests when they are due, whether those before have been answered or not (without coordinated omission: Gil Tene,
 * "How NOT to Measure Latency"). Everything it keeps is bounded, however long the program is frozen.
 */
export class Sender {
  readonly #options: Options;
  readonly #originMs: number;
  /** Those that are due or have been and are not over; the last one is under way. */
  #steps: { readonly step: Step; readonly cpuMs: Measured }[] = [];
  #done: LoadStep[] = [];
  /** Of the step under way. */
  #next = 0;
  #sent = 0;
  #inFlight = new Set<Ongoing>();
  #waiting: Due[] = [];
  #begun = 0;
  #isOver = false;
  readonly #counts = { due: 0, answered: 0, failed: 0, unanswered: 0, unsent: 0 };
  #durations = new Map<number, number>();
  #longestMs = 0;

  constructor(options: Options) {
    this.#options = options;
    this.#originMs = options.clock();
  }

  begin(): void {
    this.#open(0);
    this.#turn();
    this.#options.later(tellMs, this.#tick);
  }

  /** No more is sent, and what is under way is given up. `isGone`: the program has ended, or is about to. */
  stop(isGone: boolean): void {
    if (this.#isOver) return;
    const nowMs = this.#now();
    for (const { giveUp } of this.#inFlight) giveUp();
    if (isGone) for (const { step } of this.#steps) this.#counts.failed -= step.forgetCut(nowMs - goneMs);
    this.#tell(nowMs);
    for (const { step } of this.#steps) if (step.startedMs < nowMs) this.#close(step, nowMs);
    this.#end(isGone ? 'program-ended' : 'stopped');
  }

  #now(): number {
    return this.#options.clock() - this.#originMs;
  }

  /** The step that comes next, if there is one. */
  #open(startedMs: number): boolean {
    const { untilPerSecond } = this.#options.plan;
    const rate = nextRate(this.#options.plan, this.#done);
    if (rate === null) return false;
    this.#steps.push({
      step: new Step({
        ...{ ratePerSecond: rate, overMs: stepMs(rate), startedMs },
        isWarm: untilPerSecond === null && this.#begun > 0,
        seed: ++this.#begun,
      }),
      cpuMs: this.#options.cpuMs(),
    });
    this.#next = 0;
    return true;
  }

  readonly #turn = (): void => {
    if (this.#isOver) return;
    const nowMs = this.#now();
    const { step } = this.#steps.at(-1)!;
    while (step.dueMs(this.#next) <= nowMs) this.#take({ step, at: this.#next++ }, nowMs);
    const dueMs = step.dueMs(this.#next);
    if (Number.isFinite(dueMs)) this.#options.later(dueMs - nowMs, this.#turn);
    else if (this.#options.plan.untilPerSecond === null) {
      this.#open(step.endMs);
      this.#turn();
    }
    // One that rises goes on when this step is over.
    else this.#settle();
  };

  #take(due: Due, nowMs: number): void {
    this.#counts.due++;
    if (this.#waiting.length === 0 && this.#inFlight.size < mostConnections) this.#send(due, nowMs, false);
    else if (this.#waiting.length < mostWaiting) this.#waiting.push(due);
    else this.#drop(due);
    due.step.mostWaiting = Math.max(due.step.mostWaiting, this.#waiting.length);
  }

  #drop({ step }: Due): void {
    this.#counts.unsent++;
    step.unsent();
  }

  #send(due: Due, nowMs: number, waited: boolean): void {
    const { step, at } = due;
    const { requests } = this.#options.plan;
    const request = requests[this.#sent++ % requests.length]!;
    step.sent(at, nowMs, waited);
    const ongoing: Ongoing = {
      ...due,
      sentMs: nowMs,
      giveUp: this.#options.send(request, (outcome) => {
        this.#inFlight.delete(ongoing);
        this.#ended(due, outcome);
      }),
    };
    this.#inFlight.add(ongoing);
    step.mostInFlight = Math.max(step.mostInFlight, this.#inFlight.size);
  }

  #ended({ step, at }: Due, outcome: Outcome): void {
    if (this.#isOver) return;
    const nowMs = this.#now();
    if ('status' in outcome && outcome.status < 500 && outcome.status !== 429) {
      const ms = nowMs - step.dueMs(at);
      this.#counts.answered++;
      this.#durations.set(bucketOf(ms), (this.#durations.get(bucketOf(ms)) ?? 0) + 1);
      this.#longestMs = Math.max(this.#longestMs, ms);
      step.answered(at, nowMs, outcome.status);
      for (const one of this.#steps) one.step.gotThrough(nowMs);
    } else {
      this.#counts.failed++;
      step.failed(at, nowMs, 'code' in outcome ? outcome.code : String(outcome.status));
    }
    this.#refill(nowMs);
    this.#settle();
  }

  /** Those that wait have the connections that are free. */
  #refill(nowMs: number): void {
    while (this.#waiting.length > 0 && this.#inFlight.size < mostConnections)
      this.#send(this.#waiting.shift()!, nowMs, true);
  }

  readonly #tick = (): void => {
    if (this.#isOver) return;
    const nowMs = this.#now();
    for (const ongoing of this.#inFlight) {
      // They are in the order in which they were sent.
      if (nowMs - ongoing.sentMs < giveUpMs) break;
      ongoing.giveUp();
      this.#inFlight.delete(ongoing);
      this.#counts.unanswered++;
      ongoing.step.gaveUp(ongoing.at, nowMs);
    }
    const isOld = ({ step, at }: Due) => nowMs - step.dueMs(at) >= giveUpMs;
    while (this.#waiting[0] && isOld(this.#waiting[0])) this.#drop(this.#waiting.shift()!);
    this.#refill(nowMs);
    this.#tell(nowMs);
    this.#settle();
    this.#options.later(tellMs, this.#tick);
  };

  /** Closes the steps that are over. */
  #settle(): void {
    const nowMs = this.#now();
    for (const { step } of this.#steps) if (!step.isOpen) this.#close(step, nowMs);
    if (this.#isOver || this.#steps.length > 0) return;
    this.#tell(nowMs);
    if (this.#open(nowMs)) this.#turn();
    else this.#end('done');
  }

  #close(step: Step, nowMs: number): void {
    const beganMs = this.#steps.find((one) => one.step === step)?.cpuMs ?? null;
    this.#steps = this.#steps.filter((one) => one.step !== step);
    const cpuMs = this.#options.cpuMs();
    const overMs = nowMs - step.startedMs;
    const cores = cpuMs === null || beganMs === null || overMs <= 0 ? null : (cpuMs - beganMs) / overMs;
    const told: LoadStep = { type: 'load-step', atMs: roundMs(nowMs), ...step.result(nowMs, rounded(cores)) };
    // What comes next follows from them, where it rises; of one that stays there is no end.
    if (this.#options.plan.untilPerSecond !== null) this.#done.push(told);
    this.#options.write(told);
  }

  #tell(nowMs: number): void {
    const oldest = [...this.#inFlight, ...this.#waiting.slice(0, 1)].map(({ step, at }) => step.dueMs(at));
    const now = this.#steps.at(-1);
    this.#options.write({
      type: 'load',
      atMs: roundMs(nowMs),
      ratePerSecond: now?.step.ratePerSecond ?? 0,
      ...this.#counts,
      inFlight: this.#inFlight.size,
      waiting: this.#waiting.length,
      oldestMs: oldest.length === 0 ? 0 : roundMs(nowMs - Math.min(...oldest)),
      durations: [...this.#durations].sort(([a], [b]) => a - b),
      longestMs: roundMs(this.#longestMs),
      cpuMs: rounded(this.#options.cpuMs()),
    });
    this.#durations = new Map();
    this.#longestMs = 0;
  }

  #end(why: 'done' | 'stopped' | 'program-ended'): void {
    this.#isOver = true;
    this.#options.write({ type: 'load-ended', why, message: null });
  }
}
