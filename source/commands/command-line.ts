import type { Choice } from '../catalog/make-plan.ts';

/** What was asked for on the command line. */
export type Options = {
  /** Names of the flags that were given. */
  given: readonly string[];
  command: string | undefined;
  words: readonly string[];
  choice: Choice;
  plain: boolean;
  json: boolean;
  events: string | null;
  framesPerSecond: number | null;
  ascii: boolean;
  /** Milliseconds between samples; null for none, undefined for what suits the command. */
  sampleIntervalMs: number | null | undefined;
  help: boolean;
  version: boolean;
};

/** What a command line without a word means. */
export const noOptions: Options = {
  given: [],
  command: undefined,
  words: [],
  choice: {},
  plain: false,
  json: false,
  events: null,
  framesPerSecond: null,
  ascii: false,
  sampleIntervalMs: undefined,
  help: false,
  version: false,
};
