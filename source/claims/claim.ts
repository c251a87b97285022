import type { Wish } from '../catalog/wish.ts';
import type { RuntimeId } from '../protocol/plan.ts';
import type { Summary } from '../session/summary.ts';
import type { ChapterId } from './chapters.ts';

/** A sentence of the Python guide (see `sources.ts`) that a machine can check, in our words. */
export type Claim = {
  /** Stable: `blocking-call-freezes-the-loop`. */
  readonly id: string;
  /** The chapter of the tour it belongs to. */
  readonly chapter: ChapterId;
  readonly says: string;
  /** The guide's figure as it puts it, `4.0 s against 2.0 s`; null where it has none. */
  readonly figure: string | null;
  /** How it is checked in each runtime; a runtime that is absent cannot run it (yet), and `unchecked` says why. */
  readonly checks: Readonly<Partial<Record<RuntimeId, ClaimCheck>>>;
  readonly unchecked?: Readonly<Partial<Record<RuntimeId, string>>>;
  /** Where the claim is outdated or different, with the source. */
  readonly footnote?: { readonly text: string; readonly source: string };
};

export type ClaimCheck = {
  /** The runs, in this order, each in a fresh engine. */
  readonly runs: readonly Wish[];
  /** Part of the quick set, which takes two minutes at most. */
  readonly quick: boolean;
  /** Runs this machine has no room for are left out, instead of leaving the claim unchecked. */
  readonly ladder?: boolean;
  /** Runs with failed tasks are an answer, too, and no fault. */
  readonly mayFail?: boolean;
  /** What counts as holding, in one line with the thresholds. */
  readonly holdsWhen: string;
  /** Pure: the summaries of the runs, in their order, into a verdict. */
  judge(summaries: readonly Summary[]): Ruling;
};

/** `differs`: true elsewhere (in CPython, on other hardware), but not here; `unknown`: the runs cannot tell. */
export const verdicts = ['holds', 'does-not-hold', 'differs', 'unknown'] as const;
export type Verdict = (typeof verdicts)[number];
export type Ruling = {
  readonly verdict: Verdict;
  /** One line with the figures that were measured. */
  readonly saw: string;
  readonly figures: Readonly<Record<string, number | null>>;
  /** Another try may tell: the machine was busy, or chance had a hand in it. */
  readonly again?: true;
};
