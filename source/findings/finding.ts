import type { Session } from '../session/state.ts';
import type { Outline } from '../session/summary.ts';
import type { Advice } from './step.ts';

/** `problem`: the result or the run suffers; `warning`: it could do better; `note`: good to know; `good`: as it should be. */
export const severities = ['problem', 'warning', 'note', 'good'] as const;
export type Severity = (typeof severities)[number];

/** What a run shows, beyond its figures. */
export type Finding = Advice & {
  /** Stable name of the rule, for scripts: `loop-blocked`. */
  readonly rule: string;
  readonly severity: Severity;
  /** What was seen, in one line and with figures: "The loop stood still for 1.4 s, held by task 3." */
  readonly saw: string;
  /** The same figures for scripts; the unit ends the name. */
  readonly figures: Readonly<Record<string, number>>;
  /** Why it matters, in one line. */
  readonly why: string;
  /** Other programs used the cores meanwhile, and may have caused it: no more than a hint to run it again. */
  readonly doubtful: boolean;
  /** Where the reason can be read: the article, the manual of Node.js or libuv, a man page. */
  readonly source: string;
};

/** What a rule looks at: a run under way or ended. The outline is the part of a summary that is cheap while it runs. */
export type Evidence = { readonly session: Session; readonly summary: Outline };

/**
 * What is left of a finding on a busy machine: all of it (`holds`), what was seen but not its times (`times`), no more
 * than a doubt (`doubtful`), nothing (`silent`).
 */
export type UnderLoad = 'holds' | 'times' | 'doubtful' | 'silent';

/** What a rule finds; whether it is in doubt is not for the rule to say. */
export type Found = Omit<Finding, 'doubtful'>;

/** One rule, one file: pure, cheap enough for every sample, silent (null) where it has nothing to say. */
export type Rule = {
  readonly id: string;
  /** What it looks for, in one line. */
  readonly looksFor: string;
  /** Rules that explain the same better, or that would contradict it: where one of them finds something, this is silent. */
  readonly unless?: readonly string[];
  readonly underLoad: UnderLoad;
  find(evidence: Evidence): Found | null;
};
