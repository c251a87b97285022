import { tmpdir } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import type { Ending, ProgramEvent } from '../../protocol/program-events.ts';
import type { WatchEvent } from '../../protocol/watch-events.ts';
import { Listener } from '../listen.ts';
import { SocketWatch } from '../outside/sockets.ts';
import { UnobservedWatch, whyNotAttached } from '../unobserved.ts';
import { candidate, ownerOf } from './candidate.ts';
import { CannotAttach } from './cannot-attach.ts';
import { enter } from './enter.ts';
import { enterPython } from './enter-python.ts';

/** A thread in the process starts and calls back in less than 0.1 s, on a crowded machine in less than 1 s. */
const callsBackMs = 10_000;

type Options = {
  readonly pid: number;
  readonly onEvent: (said: ProgramEvent) => void;
  /** One line for people on what could not be understood. */
  readonly onBroken: (why: string) => void;
  /** One line for people, at most once: what is waited for, where it takes longer. */
  readonly onWaiting: (what: string) => void;
  /** As it is of a program that is launched. */
  readonly profileMs?: number | null;
  readonly folder?: string;
  /** Also to a process of another user. */
  readonly yes: boolean;
  /** Of the process; `node` unless it is told. */
  readonly runtime?: 'node' | 'python';
};

type Parts = { readonly listener: Listener; readonly unobserved: UnobservedWatch };

/** A program that ran already, observed from inside until Heddle lets go of it. */
export class Attached {
  readonly #listener: Listener;
  readonly #unobserved: UnobservedWatch;
  /** Resolves when the process has ended, or went without a word. */
  readonly ended: Promise<Ending>;

  /** Resolves when the process tells of itself; rejects with `CannotAttach` where it cannot be attached to. */
  static async attach({ pid, onWaiting, yes, runtime = 'node', ...options }: Options): Promise<Attached> {
    const found = candidate(pid, yes, runtime);
    const sockets = new SocketWatch(options.onEvent);
    const unobserved = new UnobservedWatch(sockets.onEvent, whyNotAttached);
    const { onEvent } = unobserved;
    const begun = Promise.withResolvers<void>();
    const ended = Promise.withResolvers<Ending>();
    const take = (of: number, event: WatchEvent) => {
      onEvent({ pid: of, event });
      if (event.type === 'watch-started') {
        begun.resolve();
        unobserved.begin(pid);
      }
      if (event.type !== 'watch-ended') return;
      unobserved.stop();
      sockets.stop();
      listener.close();
      if (event.how !== 'detached') ended.resolve({ exitCode: event.exitCode, signal: null, asked: null });
    };
    const listener = await Listener.open({ ...options, onEvent: take }, ownerOf(found));
    try {
      if (runtime === 'python')
        await enterPython({
          pid,
          socket: listener.path,
          owner: ownerOf(found),
          begun: begun.promise,
          onWaiting,
        });
      else {
        await enter(pid, listener.path, onWaiting);
        await Promise.race([begun.promise, neverCalledBack(pid)]);
      }
    } catch (error) {
      sockets.stop();
      listener.close();
      throw error;
    }
    return new Attached({ listener, unobserved }, ended.promise, onEvent);
  }

  private constructor({ listener, unobserved }: Parts, ended: Promise<Ending>, onEvent: Options['onEvent']) {
    this.#listener = listener;
    this.#unobserved = unobserved;
    this.ended = ended.then((ending) => {
      onEvent({ ended: ending });
      return ending;
    });
  }

  /** Asks for a profile of the process; what becomes of it is told by events. */
  profile(pid: number, forMs: number): void {
    if (!this.#listener.profile(pid, forMs)) this.#unobserved.refuseProfile(pid, forMs);
  }

  /** The process goes on unobserved. Resolves when nothing is left in it, or its loop is frozen for too long to wait for that. */
  async detach(): Promise<void> {
    this.#unobserved.stop();
    await this.#listener.detach();
    this.#listener.close();
  }
}

async function neverCalledBack(pid: number): Promise<never> {
  await wait(callsBackMs, undefined, { ref: false });
  const why = `it may have no room for one more thread, or no access to ${tmpdir()}`;
  throw new CannotAttach(pid, 'does not call back', why);
}
