import type { Figure } from '../../protocol/vital-events.ts';
import type { Clock } from '../../telemetry/clock.ts';
import type { FromMain } from '../messages.ts';
import { HttpQueues } from './http-queues.ts';
import { PoolRequests } from './pool-requests.ts';
import { PoolTrace } from './pool-trace.ts';
import { StartedLanes } from './started-lanes.ts';

/** What tasks stand in line for besides the loop, and what they start: seen on the main thread, while tasks run. */
export class Queues {
  readonly #http = new HttpQueues();
  readonly #started: StartedLanes;
  readonly #pool: PoolRequests;
  readonly #trace: PoolTrace | null;
  readonly #tell: (message: FromMain) => void;

  /** `inspects`: whether the inspector may be used. `tell`: for the next sample. */
  constructor(clock: Clock, inspects: boolean, tell: (message: FromMain) => void) {
    this.#started = new StartedLanes(clock);
    this.#pool = new PoolRequests(clock);
    this.#trace = inspects ? new PoolTrace(clock) : null;
    this.#tell = tell;
  }

  /** Tells what there is right now; nothing of work that makes no requests and starts nothing. */
  look(): void {
    const figures = [...this.#http.take(), ...this.#started.take()];
    if (figures.length > 0) this.#tellFigures(figures);
  }

  /** The watcher saw that libuv's pool is full: tells what is in it. */
  lookIntoPool(): void {
    this.#tellFigures(this.#pool.take());
    this.#trace?.look((figures) => this.#tellFigures(figures));
  }

  #tellFigures(figures: Figure[]): void {
    this.#tell({ type: 'figures', figures });
  }

  /** Tells what was seen up to now. */
  stop(): void {
    this.#trace?.end();
    this.#http.stop();
    this.#started.stop();
  }
}
