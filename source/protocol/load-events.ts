import type { Measured } from './units.ts';

/** A request as it is sent, again and again. */
export type LoadRequest = {
  readonly method: string;
  /** With its query: `/users/7?full=yes`. */
  readonly path: string;
  /** By their names, as they were written. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
};

/** What a program is asked for, and how often. */
export type LoadPlan = {
  /** As a person calls it: `GET /path`, or the name of a file. */
  readonly name: string;
  /** One after another, and then from the first again. */
  readonly requests: readonly LoadRequest[];
  readonly ratePerSecond: number;
  /** It rises step by step, up to this rate or until the program no longer keeps up; null: it stays. */
  readonly untilPerSecond: number | null;
};

/** How a step went: see load/verdict.ts. */
export const stepVerdicts = ['held', 'behind', 'failing', 'late', 'unknown'] as const;
export type StepVerdict = (typeof stepVerdicts)[number];

/** Why no more is sent: see `load-ended`. */
export const loadEndings = ['done', 'stopped', 'program-ended', 'no-port'] as const;

/** What is told of requests that Heddle sends to a program. `atMs`: since the first of them was due. */
export type LoadEvent =
  /** The program does not listen yet. */
  | { readonly type: 'load-waiting' }
  | {
      readonly type: 'load-started';
      /** The origin on the machine's monotonic clock. */
      readonly monotonicMs: number;
      readonly name: string;
      /** How many different requests there are. */
      readonly requests: number;
      readonly ratePerSecond: number;
      readonly untilPerSecond: Measured;
      readonly port: number;
      /** As many can be under way at once; the others wait in Heddle. */
      readonly mostConnections: number;
    }
  | LoadNow
  | LoadStep
  | {
      readonly type: 'load-ended';
      /**
       * `done`: all steps are. `stopped`: the watching ends. `program-ended`: there is nobody to ask any more. `no-port`: it was
       * never begun, see `message`.
       */
      readonly why: (typeof loadEndings)[number];
      /** For people; null: there is nothing to explain. */
      readonly message: string | null;
    };

/** How it stands, twice a second. Counts are of all requests so far. */
export type LoadNow = {
  readonly type: 'load';
  readonly atMs: number;
  readonly ratePerSecond: number;
  readonly due: number;
  readonly answered: number;
  /** Answered with 500 and more, with 429, or cut off. */
  readonly failed: number;
  /** Given up: the answer did not come in time. */
  readonly unanswered: number;
  /** They were due, and never sent: too many others waited before them. */
  readonly unsent: number;
  readonly inFlight: number;
  /** Due and not sent yet: all connections are taken. */
  readonly waiting: number;
  /** For how long the oldest that has no answer has been due; 0: there is none. */
  readonly oldestMs: number;
  /** What was answered since the last such event, from when it was due: pairs of a bucket and a number, as of routes. */
  readonly durations: readonly (readonly [number, number])[];
  readonly longestMs: number;
  /** Processor time that the sending took so far. */
  readonly cpuMs: Measured;
};

/** Requests that fell due at one rate, once all of them have ended or are given up. */
export type LoadStep = {
  readonly type: 'load-step';
  readonly atMs: number;
  /** When its first request was due, and how long it went on. */
  readonly startedMs: number;
  readonly overMs: number;
  readonly ratePerSecond: number;
  readonly verdict: StepVerdict;
  readonly due: number;
  readonly answered: number;
  readonly failed: number;
  readonly unanswered: number;
  readonly unsent: number;
  /** How many were answered with which status; those without an answer by what went wrong: `ECONNRESET`. */
  readonly statuses: Readonly<Record<string, number>>;
  /** Null: too few requests to tell whether what waited grew. */
  readonly keptUp: boolean | null;
  /** Answered per second of its second half, also what fell due before: what gets through. */
  readonly donePerSecond: Measured;
  /** From when they were due to the answer, the first fifth left out; what was not answered took at least until the end. */
  readonly durations: readonly (readonly [number, number])[];
  readonly longestMs: number;
  /** The most at once under way, and due and not sent. */
  readonly mostInFlight: number;
  readonly mostWaiting: number;
  /** How late Heddle itself was with 19 of 20 requests, at most; null: none was sent. */
  readonly lateP95Ms: Measured;
  /** Cores that the sending used. */
  readonly cpuCores: Measured;
};
