import type { RunEvent } from '../../protocol/events.ts';
import { roundMs } from '../../protocol/units.ts';
import type { Clock } from '../../telemetry/clock.ts';
import { describeError, type Failure, preview } from '../lane/failure.ts';
import type { Reporter } from '../lane/lane.ts';
import type { LaneReport } from '../lane/lane-reporter.ts';
import { copyEstimateMs } from './copy-estimate.ts';
import type { Digest } from './digest.ts';
import { ErrorCounts } from './error-counts.ts';

/** Values and errors that are shown: beyond a thousand nobody reads them one by one, and errors are only counted. */
const shownResults = 1000;
const shownErrors = 1000;
/** Texts are at most 120 characters: this many stay below the size one write to the pipe should have. */
const textsAnEvent = 50;

const none: Digest = { digest: null, shape: null };

/** Receives results and errors of all lanes in the engine's main thread; passes on what is shown. */
export class Collector implements Reporter {
  /** What each task returned, kept only where a check will want it. */
  readonly results: unknown[] = [];
  failures = 0;
  /** Results that have come, from all lanes. */
  received = 0;
  /** What copying them takes, by their sizes. */
  copyMs = 0;
  readonly #keep: boolean;
  readonly #emit: (event: RunEvent) => void;
  readonly #clock: Clock;
  readonly #digests: number;
  readonly #digestOf: ((value: unknown) => Digest) | null;
  #resultTexts: ({ task: number; text: string } & Digest)[] = [];
  #errorTexts: ({ task: number } & Failure)[] = [];
  readonly #moreErrors = new ErrorCounts();
  #shownResults = 0;
  #shownErrors = 0;

  /** `digestOf`: for the results of the first `digests` tasks; null where none is wanted. */
  constructor(options: {
    keep: boolean;
    emit: (event: RunEvent) => void;
    clock: Clock;
    digests: number;
    digestOf: ((value: unknown) => Digest) | null;
  }) {
    this.#keep = options.keep;
    this.#emit = options.emit;
    this.#clock = options.clock;
    this.#digests = options.digests;
    this.#digestOf = options.digestOf;
  }

  result(task: number, value: unknown): void {
    this.received++;
    this.copyMs += copyEstimateMs(value);
    if (this.#keep) this.results[task] = value;
    const digestOf = task < this.#digests ? this.#digestOf : null;
    if (this.#shownResults >= shownResults && !digestOf) return;
    this.#shownResults++;
    const { digest, shape } = digestOf?.(value) ?? none;
    this.#resultTexts.push({ task, text: preview(value), digest, shape });
    if (this.#resultTexts.length >= textsAnEvent) this.flush();
  }

  error(task: number, error: unknown): void {
    this.failures++;
    if (this.#shownErrors >= shownErrors) {
      this.#moreErrors.add(error);
      return;
    }
    this.#shownErrors++;
    this.#errorTexts.push({ task, ...describeError(error) });
    if (this.#errorTexts.length >= textsAnEvent) this.flush();
  }

  /** Takes in a batch from a thread or a process. */
  receive(report: LaneReport): void {
    for (const [task, value] of report.results) this.result(task, value);
    for (const [task, failure] of report.errors) this.error(task, failure);
  }

  /** Passes on what has gathered. */
  flush(): void {
    const atMs = roundMs(this.#clock());
    if (this.#resultTexts.length > 0) this.#emit({ type: 'results', atMs, results: this.#resultTexts });
    const more = this.#moreErrors.take();
    if (this.#errorTexts.length > 0 || more.length > 0)
      this.#emit({ type: 'errors', atMs, errors: this.#errorTexts, more });
    this.#resultTexts = [];
    this.#errorTexts = [];
  }
}
