import { modelIdsOf } from '../catalog/models.ts';
import { usualRuntime } from '../catalog/runtimes/index.ts';
import type { ModelId } from '../protocol/plan.ts';
import { decide } from './decide.ts';
import type { Decision } from './decision.ts';
import { type Answers, type Machine, type Question, unknown } from './question.ts';
import { questions } from './questions/index.ts';

/** What is ahead of a person at a question. */
export type Outlook = {
  /** For each option of the question, the models its answer leads to, or may still lead to. */
  readonly leadsTo: Readonly<Record<string, readonly ModelId[]>>;
  /** The number of this question among those that matter, from 1. */
  readonly at: number;
  /** About how many there are in all, should nothing unusual be answered. */
  readonly about: number;
};

/** One of the first questions, each of which may be the last before a verdict: does it compute, does it wait, and how. */
export const mostToVerdict = 3;

/** The questions that matter for a decision: answered or not, in their order. */
export function mattering({ path, open }: Decision): readonly Question[] {
  const keys = new Set([...path, ...open].map(({ key }) => key));
  return questions.filter(({ key }) => keys.has(key));
}

/** What the options of a question lead to, all other answers being as they are. */
export function outlook(question: Question, answers: Answers, machine: Machine): Outlook {
  const decision = decide(answers, machine);
  return {
    leadsTo: Object.fromEntries(
      question.options.map(({ value }) => [value, reachable({ ...answers, [question.key]: value }, machine)]),
    ),
    at: mattering(decision).findIndex(({ key }) => key === question.key) + 1,
    about: decision.path.length + remaining(answers, machine),
  };
}

/** The model of the verdict; without one yet, the models the next answers would lead to. */
function reachable(answers: Answers, machine: Machine): readonly ModelId[] {
  const { verdict, next } = decide(answers, machine);
  if (verdict || !next) return verdict ? [verdict.model] : [];
  const found = new Set(
    next.options.flatMap(({ value }) => reachable({ ...answers, [next.key]: value }, machine)),
  );
  return modelIdsOf(usualRuntime.id).filter((model) => found.has(model));
}

/** Questions still to come for somebody who knows nothing more. */
function remaining(answers: Answers, machine: Machine): number {
  const { next } = decide(answers, machine);
  return next ? 1 + remaining({ ...answers, [next.key]: unknown }, machine) : 0;
}
