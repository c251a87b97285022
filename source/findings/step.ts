import type { ModelTraits } from '../catalog/cards.ts';
import { type ModelOf, modelLike } from '../catalog/models.ts';
import { count } from '../format.ts';
import type { At, RanBy } from '../harness/harness.ts';
import type { ModelId } from '../protocol/plan.ts';

/** A number of the plan, and what becomes of it: the new one, or the way to go where nobody can know how far. */
type Amount = {
  readonly kind: 'at-once' | 'tasks' | 'pool' | 'libuv-threads';
  readonly to: number | 'fewer' | 'more';
  /** Of tasks: with so many at once; absent: as many as by default. */
  readonly atOnce?: number;
};

/** What to change before the next run, as words and key have it. */
export type Change =
  | { readonly kind: 'model'; readonly model: ModelId }
  | Amount
  | { readonly kind: 'again' };

/**
 * To measure a function that held a loop under every model. `places`: the person's own on its stack, the innermost first. `command`: what
 * its process was started with.
 */
export type Measure = RanBy & {
  readonly kind: 'measure';
  readonly places: readonly At[];
};

/** The first thing that the words of a finding propose, for keys and scripts; a command is a line for the shell. */
export type Step = Change | { readonly kind: 'command'; readonly command: string } | Measure;

export const isChange = (step: Step): step is Change => step.kind !== 'command' && step.kind !== 'measure';

/** What to do next, in one line and as data; the step is null where the work itself has to change. */
export type Advice = { readonly next: string; readonly step: Step | null };

/** A change, and what follows its words in the line: `: there the loop stays free`. */
export function advice(step: Change, rest: string): Advice {
  return { next: changeWords(step) + rest, step };
}

/** The line of advice with what makes its change in brackets, where `how` knows it: a key, a flag. */
export function withHow({ next, step }: Advice, how: (step: Change) => string | null): string {
  if (step === null || !isChange(step)) return next;
  const words = changeWords(step);
  const known = how(step);
  return known === null ? next : `${words} (${known})${next.slice(words.length)}`;
}

/** To try the model with these traits, and why: see `advice`. */
export function tryModel(plan: ModelOf, traits: Partial<ModelTraits>, rest: string): Advice {
  return advice({ kind: 'model', model: modelLike(plan, traits) }, rest);
}

/** The words that a line of advice begins with: `Try threads`. */
export function changeWords(step: Change): string {
  switch (step.kind) {
    case 'model':
      return `Try ${step.model}`;
    case 'at-once':
      return `Try ${amount(step)} at once`;
    case 'tasks':
      return step.to === 'more' ? 'Try more or longer tasks' : `Try ${amount(step)} tasks${atOnce(step)}`;
    case 'pool':
      return `Try ${amount(step)} threads in the pool`;
    case 'libuv-threads':
      return `Give libuv ${amount(step)} threads`;
    case 'again':
      return 'Run it again';
  }
}

const atOnce = ({ atOnce: most }: Amount) => (most === undefined ? '' : `, ${count(most)} at once`);
const amount = ({ to }: Amount) => (typeof to === 'number' ? count(to) : to);
