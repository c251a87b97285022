import type { Readable } from 'node:stream';
import { monotonicMs } from '../machine/clock.ts';
import { decodeEvent, ProtocolError } from '../protocol/decode.ts';
import type { RunEvent, RunEventOf } from '../protocol/events.ts';
import { lineSplitter } from '../protocol/lines.ts';
import { roundMs } from '../protocol/units.ts';
import { readOutput } from './read-output.ts';

/** How often the cost of this process is added to the events. */
const hostSampleMs = 1000;

type Handlers = {
  /** Gets every event, `run-ended` last. */
  onEvent(event: RunEvent): void;
  /** The last event is known: what the engine does from now on is no part of the run. */
  onLast(): void;
  /** What it says cannot be understood, and is not listened to any more. */
  onBroken(): void;
};

/**
 * What an engine says, whatever it is and wherever it runs, as the events of a run: decoded, in order, what it prints
 * among them up to a rate that a person can follow, and with an end in every case.
 */
export class EventStream {
  /** The run was asked to end from here: however the engine goes, that is no crash. */
  cancelled = false;
  readonly #handlers: Handlers;
  readonly #hostSamples = setInterval(() => this.#sampleHost(), hostSampleMs).unref();
  #originMs = monotonicMs();
  #started = false;
  /** What ends the run, held back until all that it printed has arrived: that comes through other pipes. */
  #last: RunEventOf<'run-ended'> | null = null;

  constructor(handlers: Handlers) {
    this.#handlers = handlers;
  }

  /** Whether the last event is known. */
  get isLast(): boolean {
    return this.#last !== null;
  }

  /** Reads events as lines. */
  readEvents(pipe: Readable): void {
    const complain = (reason: string) => {
      this.#end(this.#endingFor(reason));
      this.#handlers.onBroken();
    };
    pipe.on('error', () => {});
    pipe.on(
      'data',
      lineSplitter(
        (line) => {
          try {
            this.#receive(decodeEvent(line));
          } catch (error) {
            if (!(error instanceof ProtocolError)) throw error;
            complain(
              `the engine process sent an invalid event (your code must not write to file descriptor 3): ${error.message}`,
            );
          }
        },
        () =>
          complain(
            'the engine process sent a line over 1 MB (your code must not write to file descriptor 3)',
          ),
      ),
    );
  }

  /** Reads what the work prints. */
  readOutput(pipe: Readable, stream: 'stdout' | 'stderr'): void {
    readOutput(pipe, stream, () => this.#nowMs(), this.#handlers.onEvent);
  }

  /** Says the last event, for the engine where it could not: all that it had to say has arrived. */
  finish(reason: string): void {
    clearInterval(this.#hostSamples);
    this.#sampleHost();
    this.#handlers.onEvent(this.#last ?? this.#endingFor(reason));
  }

  #receive(event: RunEvent): void {
    if (this.#last) return;
    if (event.type === 'run-started') {
      this.#started = true;
      this.#originMs = event.monotonicMs;
    }
    if (event.type === 'run-ended') this.#end(event);
    else this.#handlers.onEvent(event);
  }

  #end(event: RunEventOf<'run-ended'>): void {
    if (this.#last) return;
    this.#last = event;
    this.#handlers.onLast();
  }

  #sampleHost(): void {
    // `run-started` comes first.
    if (!this.#started) return;
    const { user, system } = process.cpuUsage();
    const rssBytes = residentBytes();
    if (rssBytes === null) return;
    const cpuMs = roundMs((user + system) / 1e3);
    this.#handlers.onEvent({ type: 'host', atMs: this.#nowMs(), cpuMs, rssBytes });
  }

  #endingFor(reason: string): RunEventOf<'run-ended'> {
    const outcome = this.cancelled ? 'cancelled' : 'crashed';
    const message = this.cancelled ? 'killed before its tasks had ended' : reason;
    return { type: 'run-ended', atMs: this.#nowMs(), outcome, wallMs: null, message };
  }

  #nowMs(): number {
    return roundMs(monotonicMs() - this.#originMs);
  }
}

/** Of this process; null where it cannot be read, for that takes a descriptor, and there may be none left. */
function residentBytes(): number | null {
  try {
    return process.memoryUsage.rss();
  } catch {
    return null;
  }
}
