import type { By } from '../catalog/by.ts';
import type { Choice } from '../catalog/wish.ts';
import type { LanesOf } from '../comparison/plan-comparison.ts';

/** What was asked for on the command line. */
export type Options = {
  /** Names of the flags that were given. */
  given: readonly string[];
  command: string | undefined;
  words: readonly string[];
  choice: Choice;
  /** The file or the pattern of the inputs of tasks, as it was typed. */
  inputs: string | null;
  plain: boolean;
  json: boolean;
  /** The file that a program for the answer is written to; empty: it is shown. Null: not asked for. */
  code: string | null;
  /** As a page for a pull request. */
  markdown: boolean;
  events: string | null;
  /** What the work prints is told on standard error. */
  showOutput: boolean;
  /** Names as they were typed; null: all models. */
  models: readonly string[] | null;
  /** Runtimes as they were typed; empty: the flag stands alone, and means all there are. Null: not asked for. */
  runtimes: string | null;
  /** How often each model is run; null: as often as it takes, or what suits the command. */
  runs: number | null;
  /** Tasks at once by model, under any of its names; none: one number for all, or what suits each. */
  lanes: LanesOf;
  /** Answers to the guide's questions, by key. */
  answers: Readonly<Record<string, string>>;
  list: boolean;
  /** Null: not said. */
  measure: boolean | null;
  /** How long measuring may take in all, in milliseconds; null: what suits the command. */
  budgetMs: number | null;
  /** How often a person's function may be called in all; null: no limit. */
  maxCalls: number | null;
  /** What models are judged by; null: the time, or what the workload is about. */
  by: By | null;
  check: boolean;
  framesPerSecond: number | null;
  ascii: boolean;
  /** Milliseconds between samples; null for none, undefined for what suits the command. */
  sampleIntervalMs: number | null | undefined;
  /** Whether stacks are taken of a loop that is frozen. */
  stacks: boolean;
  /** A program of the person's own with its arguments: what stands behind `--`. */
  program: readonly string[];
  /** The process that is to be watched. */
  pid: number | null;
  /** For how long it is watched; null: until it ends. */
  forMs: number | null;
  /** How long a profile of it is to be, taken once it is loaded, in milliseconds; null: none is. */
  profileMs: number | null;
  /** The file that takes what the program prints. */
  output: string | null;
  /** Requests that the program is sent, as they were typed. */
  load: string | null;
  /** The port that they go to; null: the one at which it listens. */
  loadPort: number | null;
  /** What is asked for is meant, also where others may be harmed. */
  yes: boolean;
  help: boolean;
  version: boolean;
};

/** What a command line without a word means. */
export const noOptions: Options = {
  given: [],
  command: undefined,
  words: [],
  choice: {},
  inputs: null,
  plain: false,
  json: false,
  code: null,
  markdown: false,
  events: null,
  showOutput: false,
  models: null,
  runtimes: null,
  runs: null,
  lanes: {},
  answers: {},
  list: false,
  measure: null,
  budgetMs: null,
  maxCalls: null,
  by: null,
  check: false,
  framesPerSecond: null,
  ascii: false,
  sampleIntervalMs: undefined,
  stacks: true,
  program: [],
  pid: null,
  forMs: null,
  profileMs: null,
  output: null,
  load: null,
  loadPort: null,
  yes: false,
  help: false,
  version: false,
};
