import type { Wish } from '../catalog/wish.ts';
import type { RuntimeId } from '../protocol/plan.ts';
import type { Summary } from '../session/summary.ts';
import type { ChapterId } from './chapters.ts';

/** A sentence that a machine can check, in our words: of the Python guide (see `sources.ts`), or of another source. */
export type Claim = {
  /** Stable: `blocking-call-freezes-the-loop`. */
  readonly id: string;
  /** The chapter of the tour it belongs to. */
  readonly chapter: ChapterId;
  readonly says: string;
  /** Where it was published; left out: in the Python guide. */
  readonly from?: string;
  /** The figure as it stands there, `4.0 s against 2.0 s`; null where it has none. */
  readonly figure: string | null;
  /** How it is checked in each runtime; one that is absent cannot run it, and `unchecked` says why. */
  readonly checks: Readonly<Partial<Record<RuntimeId, ClaimCheck>>>;
  readonly unchecked?: Readonly<Partial<Record<RuntimeId, string>>>;
  /** Where the claim is outdated or different, with the source. */
  readonly footnote?: Footnote;
  /** What is to be said in a runtime instead of that; null: nothing. */
  readonly footnotes?: Readonly<Partial<Record<RuntimeId, Footnote | null>>>;
};

/** Who says it, before its figure. */
export const saidBy = ({ from }: Claim) => (from === undefined ? 'the Python guide' : 'published');

export type Footnote = { readonly text: string; readonly source: string };

/** The note on a claim where it is checked in that runtime; null for none. */
export function footnoteIn({ footnote, footnotes }: Claim, runtime: RuntimeId): Footnote | null {
  const own = footnotes?.[runtime];
  return own === undefined ? (footnote ?? null) : own;
}

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

/** `differs`: true elsewhere (in another runtime or version, on other hardware), but not here; `unknown`: the runs cannot tell. */
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
