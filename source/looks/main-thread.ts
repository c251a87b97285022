import type { VitalEventOf } from '../protocol/vital-events.ts';
import { DeadlockWatch } from '../telemetry/deadlock-watch.ts';
import type { Onlooker, Seen } from '../telemetry/onlooker.ts';
import { waitsForChild } from '../telemetry/probes/system-calls.ts';
import { threadId } from '../telemetry/probes/this-thread.ts';
import { ThreadPlace } from '../telemetry/probes/thread-place.ts';
import { ThreadProbe, usedSince } from '../telemetry/probes/usage.ts';
import type { RequestsBeside } from '../telemetry/who-held.ts';
import { CallNames } from './call-names.ts';
import { betweenMs, type Case, newCase } from './case.ts';
import { framesAfter } from './frames-after.ts';
import { framesAtOnce } from './frames-at-once.ts';
import { type Frame, isOfTimer, isOwn } from './frames-of.ts';
import { knownSites } from './known-sites.ts';
import type { Look, Site } from './look.ts';
import { fileOf } from './place.ts';
import { SourceMaps } from './source-maps.ts';
import type { StackTaker } from './stack-taker.ts';

/** A freeze is asked about once it has lasted this long: a look takes up to 4 ms of it. */
const askAfterMs = 60;
/** Where a run is only to show what the work is like, calls that block are looked for, and asking costs nobody's figures. */
const askEarlyMs = 15;
/** A run that was frozen so often for a shorter time is asked early from then on, though not each time. */
const unseenFreezes = 2;
const betweenEarlyMs = 200;
/** Looked at for so long, it was most of a freeze of 40 ms. */
const seenMs = 25;
/** Who runs code of JavaScript answers within 4 ms; this long without an answer, it is inside a call of native code. */
const silentMs = 20;

type Options = {
  /** Null where no stacks are to be taken. */
  readonly taker: StackTaker | null;
  /** Also in short freezes. */
  readonly asksEarly: boolean;
  /** How many processes of Heddle's the process has started. */
  readonly ownChildren: number;
  /** Where the loop itself cannot say which request it is, or not yet. */
  readonly requests?: RequestsBeside | null;
};

/** Finds out what holds the engine's main thread: where it is, as the kernel says, and in which line, as it says itself. */
export class MainThread implements Onlooker {
  readonly #taker: StackTaker | null;
  readonly #askAfterMs: number;
  readonly #requests: RequestsBeside | null;
  // A process's main thread has the process's number. No lock is shared.
  readonly #place = new ThreadPlace(process.pid, process.pid, { runtimeAt: 0 });
  readonly #usage = new ThreadProbe(process.pid, process.pid);
  readonly #deadlock: DeadlockWatch;
  readonly #maps = new SourceMaps();
  readonly #calls = new CallNames();
  #case: Case | null = null;
  /** Freezes that ended before anybody asked. */
  #unseen = 0;
  #lastAskedMs = 0;
  /** What looks have taken of the main thread's time, in milliseconds. */
  looksMs = 0;

  constructor(options: Options) {
    this.#taker = options.taker;
    this.#requests = options.requests ?? null;
    const own = threadId();
    this.#deadlock = new DeadlockWatch({
      pid: process.pid,
      isOurs: (tid) => tid === own,
      ownChildren: options.ownChildren,
    });
    this.#askAfterMs = options.asksEarly ? askEarlyMs : askAfterMs;
  }

  look(nowMs: number, startedMs: number): void {
    this.#case ??= newCase(startedMs, this.#usage.sample());
    const of = this.#case;
    of.lookedMs = nowMs;
    if (this.#requests) of.who.guess(this.#requests.likely(startedMs));
    const place = this.#place.look();
    if (place !== null) {
      of.places[place.at]++;
      this.#deadlock.look(nowMs, startedMs, place);
    }
    if (place?.at === 'call') of.call = place.call;
    if (nowMs >= this.#dueMs(of)) this.#ask(of, nowMs, place?.at ?? null);
  }

  seen(): Seen | null {
    const of = this.#case;
    if (of === null) return null;
    const cause = this.#causeOf(of);
    const most = of.stacks.most();
    return {
      cause,
      call: cause === 'blocked' ? of.call : null,
      keepsLock: null,
      // A task that was noted then went on before it, in the same turn.
      holder: of.who.holder ?? this.#otherwise(of, most.stacks === 0),
      ...most,
      starvedBy: of.starvation.by,
      deadlock: this.#deadlock.found,
      // V8 would have to be asked in the other thread, which may be the runtime's own.
      otherFrames: [],
      cpuMs: usedSince(of.usedBefore, this.#usage.sample()),
    };
  }

  #otherwise({ startedMs, askedMs, lookedMs }: Case, isUnseen: boolean): Seen['holder'] {
    const isSilent = isUnseen && this.#taker?.asking === true && lookedMs - askedMs > silentMs;
    const request = this.#requests?.otherwise(startedMs, isSilent) ?? null;
    return request === null ? null : { kind: 'request', request, certainty: 'likely' };
  }

  forget(): void {
    this.#deadlock.forget();
    const of = this.#case;
    if (of && of.asks === 0 && of.lookedMs - of.startedMs >= seenMs) this.#unseen++;
    this.#case = null;
  }

  /** While an answer is awaited, it is not asked again. */
  #dueMs(of: Case): number {
    const { asks, askedMs, startedMs } = of;
    if (this.#taker?.asking) return Number.POSITIVE_INFINITY;
    if (asks === 0) return startedMs + (this.#asksEarly(startedMs) ? askEarlyMs : this.#askAfterMs);
    return askedMs + betweenMs(of);
  }

  #asksEarly(startedMs: number): boolean {
    return this.#unseen >= unseenFreezes && startedMs - this.#lastAskedMs >= betweenEarlyMs;
  }

  #ask(of: Case, nowMs: number, at: Case['askedAt']): void {
    this.#lastAskedMs = nowMs;
    if (of.asks++ === 0) of.firstAskedMs = nowMs;
    of.askedMs = nowMs;
    of.askedAt = at;
    of.queuedMs = this.#queuedMs();
    this.#taker?.ask((look) => this.#take(of, look));
  }

  /** How long it has waited for a core so far. */
  #queuedMs(): number {
    return this.#usage.sample().waitMs ?? 0;
  }

  #take(of: Case, answer: Look): void {
    this.looksMs += answer.tookMs;
    // An answer of what came after the freeze would blame who did nothing.
    if (this.#case !== of || answer.beatMs > of.startedMs) return;
    const look = { ...answer, sites: knownSites(answer.sites, (site) => this.#calledAt(site)) };
    // Who waits for a core answers late as well.
    const queuedMs = this.#queuedMs() - of.queuedMs;
    const lateMs = Math.max(0, look.atMs - of.askedMs - queuedMs - silentMs);
    of.silentMs += lateMs;
    // A call that it waited in may have returned in time.
    const isAfter = lateMs > 0 || (of.askedAt === 'call' && look.entered);
    const { frames, placed } = isAfter ? framesAfter(look) : framesAtOnce(look);
    const original = frames.map((frame) => (isOwn(frame) ? this.#maps.original(frame) : frame));
    // That call took the time of all looks that were due meanwhile.
    const looks = 1 + Math.floor(lateMs / betweenMs(of));
    of.stacks.add(original, placed, looks);
    const isTimer = isOfTimer(look.entered ? look.sites.slice(1) : look.sites);
    of.who.add(look.request, isTimer, looks);
    of.starvation.add(look);
  }

  /** What is called there, also where the name was shortened as the file was made of another one. */
  #calledAt(site: Site): string | null {
    const [name, file, line, column] = site;
    const named = this.#calls.at(site);
    if (named !== null || file === null) return named;
    return this.#calls.at(siteOf(this.#maps.original({ name, file: fileOf(file), line, column })));
  }

  #causeOf(of: Case): VitalEventOf<'held'>['cause'] {
    const { running, call } = of.places;
    // Its own loop turns no more: where it waits for events all the same, it is in the loop of `spawnSync`.
    if (call > running) return waitsForChild(of.call) || waitsForEvents(of.call) ? 'child' : 'blocked';
    const now = this.#usage.sample();
    const cpuMs = (now.cpuMs ?? 0) - (of.usedBefore.cpuMs ?? 0);
    const waitMs = (now.waitMs ?? 0) - (of.usedBefore.waitMs ?? 0);
    if (waitMs > cpuMs) return 'no-core';
    if (this.#taker === null || of.asks === 0) return null;
    const awaitedMs = this.#taker.asking ? Math.max(0, of.lookedMs - of.askedMs - silentMs) : 0;
    const isNative = of.silentMs + awaitedMs > (of.lookedMs - of.firstAskedMs) / 2;
    // Where the kernel does not say where a thread is, one that is silent may wait as well.
    return isNative ? (running > 0 ? 'native-call' : null) : 'computing';
  }
}

const siteOf = ({ name, file, line, column }: Frame): Site => [name, file, line, column];

const waitsForEvents = (call: string | null) => call?.startsWith('epoll') ?? false;
