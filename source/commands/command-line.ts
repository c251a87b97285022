import type { Choice } from '../catalog/make-plan.ts';
import { defaultSampleIntervalMs } from '../protocol/units.ts';

/** What was asked for on the command line. */
export type Options = {
  command: string | undefined;
  words: readonly string[];
  choice: Choice;
  plain: boolean;
  json: boolean;
  events: string | null;
  framesPerSecond: number | null;
  ascii: boolean;
  /** Milliseconds between samples; null for none. */
  sampleIntervalMs: number | null;
  help: boolean;
  version: boolean;
};

/** What a command line without a word means. */
export const noOptions: Options = {
  command: undefined,
  words: [],
  choice: {},
  plain: false,
  json: false,
  events: null,
  framesPerSecond: null,
  ascii: false,
  sampleIntervalMs: defaultSampleIntervalMs,
  help: false,
  version: false,
};
