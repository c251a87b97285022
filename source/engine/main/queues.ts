import type { Figure } from '../../protocol/vital-events.ts';
import type { Clock } from '../../telemetry/clock.ts';
import { HttpQueues } from './http-queues.ts';
import { PoolRequests } from './pool-requests.ts';
import { StartedLanes } from './started-lanes.ts';

/** What tasks stand in line for besides the loop, and what they start: seen on the main thread, while tasks run. */
export class Queues {
  readonly #http = new HttpQueues();
  readonly #started: StartedLanes;
  readonly #pool: PoolRequests;
  readonly #tell: (figures: Figure[]) => void;

  /** `tell`: for the next sample. */
  constructor(clock: Clock, tell: (figures: Figure[]) => void) {
    this.#started = new StartedLanes(clock);
    this.#pool = new PoolRequests(clock);
    this.#tell = tell;
  }

  /** Tells what there is right now; nothing of work that makes no requests and starts nothing. */
  look(): void {
    const figures = [...this.#http.take(), ...this.#started.take()];
    if (figures.length > 0) this.#tell(figures);
  }

  /** The watcher saw that libuv's pool is full: tells what is in it. */
  lookIntoPool(): void {
    this.#tell(this.#pool.take());
  }

  stop(): void {
    this.#http.stop();
    this.#started.stop();
  }
}
