import { promiseHooks } from 'node:v8';
import type { Clock } from '../telemetry/clock.ts';
import type { LaneRecord } from '../telemetry/lane-record.ts';
import { type CallStack, callStack } from './call-stack.ts';
import { Canary, NextCallback } from './canaries.ts';
import { originalSite } from './live-maps.ts';
import { type Look, lookKey, type Site } from './look.ts';
import { fileOf } from './place.ts';

/** Node's own queue of ticks. While its `push` is on the stack, it may have found room for one, and none for another. */
const tickQueue = 'node:internal/fixed_queue';

// As they are before the work changes them.
const { nextTick } = process;
const later = queueMicrotask;

/**
 * Where the next promise comes from. A function that only awaits what is there is resumed again and again, and V8 serves
 * an interrupt before its frame is on the stack; the promise of each `await` comes from inside it.
 */
class NextPromise {
  readonly #beatMs: () => number;
  #stop: (() => void) | null = null;
  #awaitedAtMs = 0;
  #sites: readonly Site[] = [];

  constructor(beatMs: () => number) {
    this.#beatMs = beatMs;
  }

  await(): void {
    this.#awaitedAtMs = this.#beatMs();
    this.#stop ??= promiseHooks.onInit(() => {
      const { sites } = callStack();
      if (this.#isOver) this.stop();
      else if (sites.some(isTheirs)) this.#found(sites);
    }) as () => void;
  }

  /** The stack it came from, once; empty while none has come. */
  take(): CallStack {
    const sites = this.#isOver ? [] : this.#sites;
    this.#sites = [];
    this.stop();
    return { sites, entered: false };
  }

  /** What came after a turn of the loop did not keep it from turning. */
  get #isOver(): boolean {
    return this.#beatMs() !== this.#awaitedAtMs;
  }

  #found(sites: readonly Site[]): void {
    this.#sites = sites;
    this.stop();
  }

  stop(): void {
    this.#stop?.();
    this.#stop = null;
  }
}

type Offer = {
  readonly clock: Clock;
  readonly record: Pick<LaneRecord, 'lastBeat'>;
  readonly begun: () => number;
  readonly entry: () => Site | null;
  readonly request?: () => string | null;
};

/** Whether it is in a file, and in none of Heddle's. */
const isTheirs = ([, file]: Site) => file !== null && fileOf(file) !== null;

/**
 * Has the main thread answer looks at its stack. V8 serves them on top of the code that runs, also of code that never
 * gives the loop back. `record`: that of its heartbeats. `begun`: how many tasks it has begun so far. `entry`: where the function
 * that it calls for each of them begins, if that is a person's own. `request`: the one whose code is on the stack, where that is known.
 * Returns a function after which nobody can look any more.
 */
export function offerLook({ clock, record, begun, entry, request }: Offer): () => void {
  const beatMs = () => record.lastBeat?.atMs ?? 0;
  const microtask = new Canary(later);
  const tick = new Canary(nextTick);
  const nextCallback = new NextCallback();
  const nextPromise = new NextPromise(beatMs);
  const look = (): Look => {
    const atMs = clock();
    // Without this function, and what the watcher has evaluated.
    const here = callStack(2);
    const ran = { microtask: microtask.ran, tick: tick.ran, callback: nextCallback.begun };
    if (ran.microtask === true && ran.tick === true) nextCallback.await();
    else nextCallback.stop();
    const { sites, entered } = here.sites.some(isTheirs) ? here : nextPromise.take();
    if (ran.microtask === true && ran.tick === false && sites.length === 0) nextPromise.await();
    microtask.leave();
    if (sites.some(([name, file]) => file === tickQueue && name === 'push')) tick.skip();
    else tick.leave();
    const tasks = begun();
    const isBare = tasks > 0 && !sites.slice(entered ? 1 : 0).some(isTheirs);
    const began = isBare ? entry() : null;
    return {
      atMs,
      tookMs: clock() - atMs,
      beatMs: beatMs(),
      begun: tasks,
      request: request?.() ?? null,
      ran,
      entry: began,
      entered,
      sites: sites.map(originalSite),
    };
  };
  Object.defineProperty(globalThis, lookKey, {
    value: Object.assign(look, { originals: (sites: readonly Site[]) => sites.map(originalSite) }),
    configurable: true,
  });
  return () => {
    Reflect.deleteProperty(globalThis, lookKey);
    nextCallback.stop();
    nextPromise.stop();
  };
}
