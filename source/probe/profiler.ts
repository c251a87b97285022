import type { Profiler as Protocol, Runtime, Session } from 'node:inspector';
import { setTimeout as wait } from 'node:timers/promises';
import { lookWords, originalsExpression, type Site } from '../looks/look.ts';
import { closeSession, openSession } from '../looks/main-session.ts';
import { roundMs } from '../protocol/units.ts';
import type { WatchEventOf } from '../protocol/watch-events.ts';
import type { Clock } from '../telemetry/clock.ts';
import { foundIn, keyOf, type Originals, sitesIn } from './self-times.ts';

/** As Node's own: ten thousand samples in 10 s, and short functions are seen. */
const sampleEveryUs = 1000;
/** Longer calls of native code are rare; the person may ask again. */
const answersWithinMs = 30_000;
/** One of a minute has less than 20 MB. */
const mostCharacters = 100e6;

type State = Omit<WatchEventOf<'profile'>, 'type' | 'atMs' | 'path' | 'bytes'>;

type Options = {
  /** Memory shared with the main thread, see `lookWords`. */
  readonly words: Int32Array;
  readonly clock: Clock;
  tell(event: WatchEventOf<'profile'>): void;
  /** Resolves when all of the text is on its way; rejects where that was interrupted. */
  send(text: string, signal: AbortSignal): Promise<void>;
};

/**
 * Takes a profile of the main thread from the watcher's, one at a time. The session of the inspector is open for as long as that
 * takes: with it the profiler ends, and nothing is left in the main thread.
 */
export class Profiler {
  readonly #options: Options;
  #stop: AbortController | null = null;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Takes one, unless one is being taken. What becomes of it is told. */
  async take(forMs: number): Promise<void> {
    if (this.#stop !== null) return;
    const stop = new AbortController();
    this.#stop = stop;
    let state: State = { state: 'waits', forMs, startedMs: null, found: null, why: null };
    const tell = (next: Partial<State>) => {
      state = { ...state, ...next };
      this.#tell(state);
    };
    try {
      tell({});
      const { profile, originals } = await this.#profileOf(forMs, stop, tell);
      const text = JSON.stringify(profile);
      if (text.length > mostCharacters) throw new Error('it is larger than 100 MB');
      const found = foundIn(profile, originals);
      await this.#options.send(text, stop.signal);
      tell({ state: 'taken', found });
    } catch (error) {
      const { reason } = stop.signal;
      tell({ state: 'failed', why: ((reason ?? error) as Error).message });
    }
    this.#stop = null;
  }

  /** The main thread is left alone from now on, whatever has been asked for. */
  cancel(): void {
    this.#stop?.abort(new Error('it was interrupted'));
  }

  async #profileOf(
    forMs: number,
    stop: AbortController,
    tell: (next: Partial<State>) => void,
  ): Promise<{ profile: Protocol.Profile; originals: Originals }> {
    const { words, clock } = this.#options;
    const session = openSession(words);
    if (session === null) throw new Error(endsBefore);
    const awaitAnswer = () => setTimeout(() => stop.abort(new Error(noAnswer)), answersWithinMs);
    let late = awaitAnswer();
    let isOpen = true;
    const close = () => {
      if (isOpen) closeSession(words, session);
      isOpen = false;
    };
    // Whoever ends the process waits for that.
    const left = Atomics.waitAsync(words, lookWords.leaving, 0);
    if (left.async) void left.value.then(() => stop.abort(new Error(endsBefore)));
    else stop.abort(new Error(endsBefore));
    stop.signal.addEventListener('abort', close);
    try {
      stop.signal.throwIfAborted();
      await post(session, 'Profiler.enable');
      await post(session, 'Profiler.setSamplingInterval', { interval: sampleEveryUs });
      await post(session, 'Profiler.start');
      tell({ state: 'runs', startedMs: roundMs(clock()) });
      clearTimeout(late);
      await wait(forMs, undefined, { signal: stop.signal });
      tell({ state: 'stops' });
      late = awaitAnswer();
      const { profile } = (await post(session, 'Profiler.stop')) as Protocol.StopReturnType;
      return { profile, originals: await originalsOf(session, profile) };
    } finally {
      clearTimeout(late);
      close();
    }
  }

  #tell(state: State): void {
    const { clock, tell } = this.#options;
    tell({ type: 'profile', atMs: roundMs(clock()), ...state, path: null, bytes: null });
  }
}

const endsBefore = 'the process ended before it was over; node --cpu-prof keeps one until the end';
const noAnswer = `the process has not answered for ${answersWithinMs / 1000} s: it is in a call of native code`;

/** Asks the main thread, which alone has the maps of code that is translated as it is loaded. */
async function originalsOf(session: Session, profile: Protocol.Profile): Promise<Originals> {
  const sites = sitesIn(profile);
  const expression = originalsExpression(sites);
  const { result } = (await post(session, 'Runtime.evaluate', {
    ...{ expression, returnByValue: true, silent: true },
  })) as Runtime.EvaluateReturnType;
  const found: unknown = result.value;
  return new Map(Array.isArray(found) ? found.map((site, at) => [keyOf(sites[at]!), site as Site]) : []);
}

function post(session: Session, method: string, params: object = {}): Promise<unknown> {
  return new Promise((done, failed) => {
    session.post(method, params, (error, answer) => (error ? failed(error) : done(answer)));
  });
}
