import type { VitalEventOf } from '../protocol/vital-events.ts';
import { DeadlockWatch } from '../telemetry/deadlock-watch.ts';
import type { Onlooker, Seen } from '../telemetry/onlooker.ts';
import { handlesSignal } from '../telemetry/probes/signals.ts';
import type { Asked } from '../telemetry/probes/sleep.ts';
import { waitsForChild } from '../telemetry/probes/system-calls.ts';
import { type LockAddress, type Place, ThreadPlace } from '../telemetry/probes/thread-place.ts';
import { ThreadProbe, usedSince } from '../telemetry/probes/usage.ts';
import type { SharedTable } from '../telemetry/shared-table.ts';
import { laneState } from '../telemetry/table-layout.ts';
import type { RequestsBeside } from '../telemetry/who-held.ts';
import { type Case, looksAt, newCase } from './case.ts';
import { type DumpFile, withoutEngine } from './dump.ts';
import { type Found, saysMore } from './found.ts';
import { HeldInC } from './held-in-c.ts';
import type { Where } from './where.ts';
import { Whose } from './whose.ts';

/** A freeze is asked about once it has lasted this long: of a shorter one nobody would read the line. */
const askAfterMs = 60;
/** Where a run is only to show what the work is like, calls that block are looked for, and asking costs nobody's figures. */
const askEarlyMs = 10;
/** Who runs Python code gives up the lock within 5 ms of being asked; this long without an answer, it is C code that keeps it. */
const silentMs = 50;
/** An answer that came sooner did not have to wait for the lock: code in C had let it go. The switch interval is 5 ms. */
const freeLockMs = 3;
/** And so often from then on. */
const askEveryMs = 100;
/** The first of the real-time signals that no C library uses for itself; Python's side dumps the stack of the thread it reaches. */
const dumpSignal = 44;

type Held = VitalEventOf<'held'>;

/**
 * Finds out what holds the main thread of an interpreter: where it is, as the kernel says; in which line, as a thread inside
 * says, which needs the lock for that; and where that one stays silent, because C code holds the lock, as the signal handler
 * of the holder says, which needs no lock.
 *
 * A stack must never be dumped while its thread runs Python code: that ends the process. So the signal goes out only to a
 * thread of which `HeldInC` is sure.
 */
export class Whereabouts implements Onlooker {
  readonly #pid: number;
  readonly #lock: LockAddress;
  readonly #table: SharedTable;
  readonly #ask: ((tid: number) => void) | null;
  readonly #askAfterMs: number;
  readonly #dump: DumpFile | null;
  readonly #requests: RequestsBeside | null;
  readonly #main: ThreadPlace;
  readonly #usage: ThreadProbe;
  readonly #deadlock: DeadlockWatch;
  #case: Case | null = null;
  /** Where several tasks held the loop in a row: what was found out about the one before this one that says most. */
  #before: Found | null = null;

  /**
   * `pid`: the interpreter's. `ask`: asks its witness where a thread is; null: nobody is asked. `isWitness`: by a thread's number,
   * and what it sleeps at. `dump`: null where no stack can be dumped. `requests`: null where none come.
   */
  constructor(options: {
    pid: number;
    lock: LockAddress;
    table: SharedTable;
    ask: ((tid: number) => void) | null;
    isWitness: (tid: number, asked: Asked | null) => boolean;
    /** Also in short freezes. */
    asksEarly: boolean;
    dump: DumpFile | null;
    requests: RequestsBeside | null;
  }) {
    this.#pid = options.pid;
    this.#lock = options.lock;
    this.#table = options.table;
    this.#ask = options.ask;
    this.#askAfterMs = options.asksEarly ? askEarlyMs : askAfterMs;
    this.#dump = options.dump;
    this.#requests = options.requests;
    // A process's main thread has the process's number.
    this.#main = new ThreadPlace(options.pid, options.pid, options.lock);
    this.#usage = new ThreadProbe(options.pid, options.pid);
    this.#deadlock = new DeadlockWatch({
      pid: options.pid,
      isOurs: options.isWitness,
      ownChildren: 0,
    });
  }

  look(nowMs: number, startedMs: number, task: number | null): void {
    const place = this.#main.look();
    if (place === null) return;
    // The next task in a row is a case of its own, and has its own time to be asked about.
    if (this.#case && this.#case.task !== task) this.#closeCase(this.#case);
    this.#case ??= newCase(
      task,
      this.#before === null ? startedMs : nowMs,
      this.#usage.sample(),
      new HeldInC(this.#pid, this.#lock),
      new Whose(this.#requests),
    );
    const of = this.#case;
    of.places[place.at]++;
    of.whose.look(of.startedMs);
    this.#deadlock.look(nowMs, startedMs, place);
    if (this.#ask !== null) of.others.ask(this.#deadlock.others, this.#ask);
    // The call that goes with the line: what follows it in the same freeze may be another.
    if (place.at === 'call' && of.frames.length === 0) of.call = place.call;
    if (this.#ask === null || nowMs - of.startedMs < this.#askAfterMs) return;
    if (of.frames.length > 0) {
      this.#askAgain(of, nowMs, place.at);
      return;
    }
    const tid = place.at === 'lock' ? this.#holderOfLock(of) : this.#pid;
    if (of.asked === null) this.#askFor(of, tid ?? this.#pid, nowMs, place.at);
    else if (of.signalled === null) this.#watchHolder(of, tid, nowMs);
    else this.#readDump(of, of.signalled);
  }

  /** The witness answered. */
  take(answer: Where): void {
    const of = this.#case;
    if (of?.others.take(answer.tid, framesOf(answer.frames))) return;
    // Of a freeze that is over.
    if (of === null || !of.awaited || of.asked?.tid !== answer.tid) return;
    of.awaited = false;
    if (answer.tid === this.#pid) of.whose.take(answer, of.signalled !== null);
    // The signal has told it.
    if (of.signalled !== null) return;
    // A short call may have ended before the answer came, which then is of what came after it.
    if (of.asked.at === 'call' && this.#main.look()?.at !== 'call') {
      if (of.frames.length === 0) of.asked = null;
      return;
    }
    of.answer ??= answer;
    this.#note(of, answer.frames, answer.tid);
  }

  seen(): Seen | null {
    const now = this.#case;
    const before = this.#before;
    if (now === null) return before?.seen ?? null;
    const seen = this.#seenOf(now);
    return before !== null && !saysMore({ looks: looksAt(now), seen }, before) ? before.seen : seen;
  }

  #closeCase(of: Case): void {
    const looks = looksAt(of);
    const seen = this.#seenOf(of);
    if (this.#before === null || saysMore({ looks, seen }, this.#before)) this.#before = { looks, seen };
    this.#case = null;
  }

  #seenOf(of: Case): Seen {
    const cause = this.#causeOf(of);
    return {
      cause,
      call: cause === 'blocked' || cause === 'child' ? of.call : null,
      keepsLock: keepsLock(of),
      holder: cause === 'lock' ? likelyTask(of.holderTask) : of.whose.holder(of.startedMs),
      ...of.stacks.most(),
      // asyncio turns after every callback.
      starvedBy: null,
      deadlock: this.#deadlock.found,
      otherFrames: this.#deadlock.found === true ? of.others.frames : [],
      cpuMs: usedSince(of.usedBefore, this.#usage.sample()),
    };
  }

  forget(): void {
    this.#deadlock.forget();
    this.#case = null;
    this.#before = null;
  }

  #askFor(of: Case, tid: number, nowMs: number, at: Place['at']): void {
    of.asked = { tid, atMs: nowMs, at };
    of.awaited = true;
    this.#ask?.(tid);
  }

  /** The witness is asked again now and then, as long as it got the lock, and as it is the loop's own code that holds it. */
  #askAgain(of: Case, nowMs: number, at: Place['at']): void {
    if (of.awaited || at === 'lock' || nowMs - of.asked!.atMs < askEveryMs) return;
    this.#askFor(of, this.#pid, nowMs, at);
  }

  /** Once it is sure that one thread runs C code that holds the lock, that thread is asked by a signal. */
  #watchHolder(of: Case, tid: number | null, nowMs: number): void {
    const sureForMs = of.heldInC.look(tid, nowMs) ?? 0;
    if (tid !== null && sureForMs >= silentMs && nowMs - of.asked!.atMs >= silentMs) this.#signal(of, tid);
  }

  #signal(of: Case, tid: number): void {
    // Who does not handle it dies of it: the process may have become another program just now.
    if (this.#dump === null || !handlesSignal(tid, dumpSignal)) return;
    of.signalled = { tid, dumpFrom: this.#dump.next() };
    try {
      // On Linux a thread's number reaches that thread.
      process.kill(tid, dumpSignal);
    } catch {
      // It has just ended.
    }
  }

  #readDump(of: Case, { tid, dumpFrom }: NonNullable<Case['signalled']>): void {
    const frames = this.#dump!.framesFrom(dumpFrom);
    if (frames.length > 0) this.#note(of, frames, tid);
  }

  #note(of: Case, frames: Where['frames'], tid: number): void {
    of.stacks.add(framesOf(frames));
    of.frames = of.stacks.most().frames;
    const lane = this.#table.lanes.findIndex(
      (record) => record.state === laneState.open && record.tid === tid,
    );
    of.holderTask = lane > 0 ? this.#table.lanes[lane]!.task : null;
  }

  #causeOf(of: Case): Held['cause'] {
    const { running, lock, call } = of.places;
    if (lock > running && lock > call) return 'lock';
    if (call > running) return waitsForChild(of.call) ? 'child' : 'blocked';
    const now = this.#usage.sample();
    const cpuMs = (now.cpuMs ?? 0) - (of.usedBefore.cpuMs ?? 0);
    const waitMs = (now.waitMs ?? 0) - (of.usedBefore.waitMs ?? 0);
    if (waitMs > cpuMs) return 'no-core';
    if (of.signalled !== null) return 'native-call';
    if (of.answer === null) return null;
    return of.answer.waitedMs < freeLockMs ? 'native-call' : 'computing';
  }

  /** The thread that is on a core, if it is one alone: it holds the lock that all others wait for. */
  #holderOfLock({ heldInC }: Case): number | null {
    const running = heldInC.threadsAt('running');
    return running.length === 1 ? running[0]! : null;
  }
}

/** Nobody got the lock for as long as Python code may keep it; or somebody did. */
function keepsLock({ signalled, answer }: Case): boolean | null {
  if (signalled !== null) return true;
  return answer === null ? null : false;
}

const likelyTask = (task: number | null): Seen['holder'] =>
  task === null ? null : { kind: 'task', task, certainty: 'likely' };

function framesOf(frames: Where['frames']): Held['frames'] {
  return withoutEngine(frames).map((frame) => ({ ...frame, column: null }));
}
