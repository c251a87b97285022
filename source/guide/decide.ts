import { modelIdsOf } from '../catalog/models.ts';
import { usualRuntime } from '../catalog/runtimes/index.ts';
import type { ModelId } from '../protocol/plan.ts';
import type { Decision, Step, Unused, Where } from './decision.ts';
import { durableEngine } from './durable-engine.ts';
import { whyNotModel } from './models/index.ts';
import { proofOf } from './proof.ts';
import { type Answers, type Known, type Machine, type Question, unknown } from './question.ts';
import { questions } from './questions/index.ts';
import { sizingOf } from './sizing.ts';
import { workOf } from './work.ts';

/**
 * What to use, as far as the answers go. The questions are taken in their order, and each answer may turn the model
 * that those before it have led to; so the path is the reason. Answers have to be valid: see `readAnswers`. `measured`:
 * the model that measuring has shown, which then is the verdict.
 */
export function decide(
  answers: Answers,
  machine: Machine,
  asked: readonly Question[] = questions,
  measured: ModelId | null = null,
): Decision {
  const known: Record<string, string | undefined> = {};
  const path: Step[] = [];
  const turns: string[] = [];
  const unused: Unused[] = [];
  const assumptions: string[] = [];
  const caveats: Question['caveats'][number][] = [];
  let model: ModelId | null = null;
  const open: Question[] = [];

  for (const question of asked) {
    const value = answers[question.key];
    const because = question.skipped(known);
    if (because !== null) {
      if (value !== undefined) unused.push({ key: question.key, value, because });
      continue;
    }
    caveats.push(...question.caveats);
    if (value === undefined) {
      open.push(question);
      continue;
    }
    const option = question.options.find((one) => one.value === value)!;
    known[question.key] = value === unknown ? (question.assumes.value ?? undefined) : value;
    if (value === unknown) assumptions.push(question.assumes.caveat);
    const turn = question.turns.find((one) => one.when(known, model));
    if (turn) {
      model = turn.to;
      turns.push(turn.id);
    }
    path.push({ key: question.key, value, because: turn?.because ?? option.because, model });
  }

  const next = open[0] ?? null;
  const found: ModelId | null = measured ?? model;
  if (found === null) {
    return { verdict: null, path, whyNot: {}, caveats: assumptions, next, open, proof: null, unused, turns };
  }
  const where = whereOf(known);
  const sizing = sizingOf(found, known, machine);
  return {
    verdict: {
      runtime: where,
      model: found,
      engine: durableEngine(known.durable, where),
      sizing,
      work: workOf(found, known),
    },
    path,
    whyNot: Object.fromEntries(
      modelIdsOf(usualRuntime.id)
        .filter((id) => id !== found)
        .map((id) => [id, whyNotModel(id, found, known, machine)]),
    ),
    // What is so comes before what was only assumed.
    caveats: [
      ...caveats.filter(({ when }) => when(known, found, machine)).map(({ text }) => text),
      ...assumptions,
    ],
    next,
    open,
    proof: proofOf(found, known, machine, sizing),
    unused,
    turns,
  };
}

/** Where a verdict on these answers holds: libuv's pool is only found in Node.js. */
function whereOf({ runtime, cycles }: Known): Where {
  if (runtime === 'node' || runtime === 'cpython' || runtime === 'free-threaded') return runtime;
  return cycles === 'libuv' ? 'node' : 'any';
}
