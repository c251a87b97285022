import type { Clock } from '../../telemetry/clock.ts';

/** A lane that runs one short task after another lets its loop turn this often: for heartbeats, output and cancel. */
const turnEveryMs = 20;

/** Lets the event loop turn when it has not for a while; costs nothing but a clock reading otherwise. */
export class Turns {
  readonly #clock: Clock;
  #lastMs: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#lastMs = clock();
  }

  get due(): boolean {
    return this.#clock() - this.#lastMs >= turnEveryMs;
  }

  /** Two immediates: the first may still run before the timers' turn, the second comes after it. */
  async turn(): Promise<void> {
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
    this.#lastMs = this.#clock();
  }
}
