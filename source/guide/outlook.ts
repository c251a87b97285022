import { type ModelId, modelIds } from '../protocol/plan.ts';
import { decide } from './decide.ts';
import { type Answers, type Machine, unknown } from './question.ts';

/** What is ahead of a person at a question. */
export type Outlook = {
  /** For each option of the question, the models its answer leads to, or may still lead to. */
  readonly leadsTo: Readonly<Record<string, readonly ModelId[]>>;
  /** The number of this question, from 1. */
  readonly at: number;
  /** About how many there are in all, should nothing unusual be answered. */
  readonly about: number;
};

/** What the answers to the next question lead to; null when nothing is left to ask. */
export function outlook(answers: Answers, machine: Machine): Outlook | null {
  const { next, path } = decide(answers, machine);
  if (!next) return null;
  return {
    leadsTo: Object.fromEntries(
      next.options.map(({ value }) => [value, reachable({ ...answers, [next.key]: value }, machine)]),
    ),
    at: path.length + 1,
    about: path.length + remaining(answers, machine),
  };
}

/** The model of the verdict; without one yet, the models the next answers would lead to. */
function reachable(answers: Answers, machine: Machine): readonly ModelId[] {
  const { verdict, next } = decide(answers, machine);
  if (verdict || !next) return verdict ? [verdict.model] : [];
  const found = new Set(
    next.options.flatMap(({ value }) => reachable({ ...answers, [next.key]: value }, machine)),
  );
  return modelIds.filter((model) => found.has(model));
}

/** Questions still to come for somebody who knows nothing more. */
function remaining(answers: Answers, machine: Machine): number {
  const { next } = decide(answers, machine);
  return next ? 1 + remaining({ ...answers, [next.key]: unknown }, machine) : 0;
}
