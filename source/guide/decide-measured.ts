import type { Answer } from '../answer/answer.ts';
import { whyNotSentence } from '../answer/words/index.ts';
import { numbersSentence } from '../answer/words/numbers.ts';
import { formOf, laneCard, type ModelOf, modelCard, modelIdsOf } from '../catalog/models.ts';
import { runtimeCard, usualRuntime } from '../catalog/runtimes/index.ts';
import type { ModelId } from '../protocol/plan.ts';
import type { Size } from '../work/sizes.ts';
import { decide } from './decide.ts';
import type { Decision, Sizing, Where } from './decision.ts';
import { type Answers, type Machine, runtimeAsked } from './question.ts';
import { questions } from './questions/index.ts';
import { ruledOutBy } from './ruled-out.ts';

/**
 * What to use where the person's work was measured: the model that its runs showed, with their numbers and what they say
 * of the others, unless an answer rules that model out. Everything else is what the answers lead to. `answer`: what
 * measuring came to; null where nothing was measured.
 */
export function decideMeasured(answers: Answers, machine: Machine, answer: Answer | null): Decision {
  const candidate = answer?.candidate ?? null;
  if (answer === null || candidate === null || !holds(answer, candidate.model, answers))
    return decide(answers, machine);
  const { model, size } = candidate;
  const decision = decide(answers, machine, questions, model);
  // What is run to prove what answers lead to says nothing of another model.
  const isOther = decide(answers, machine).verdict?.model !== model;
  return {
    ...decision,
    verdict: decision.verdict && {
      ...decision.verdict,
      runtime: whereOf(answer),
      sizing: sizingFrom({ runtime: answer.runtime, model }, size),
    },
    whyNot: Object.fromEntries(answer.whyNot.map((not) => [not.model, whyNotSentence(not, answer)])),
    proof: isOther ? null : decision.proof,
  };
}

/** Where what was measured holds. */
function whereOf({ interpreter }: Answer): Where {
  if (interpreter === null) return 'node';
  return interpreter.lock === 'none' ? 'free-threaded' : 'cpython';
}

/** Not where answers rule the model out, where they are about another runtime, and where the guide knows no such model. */
function holds({ runtime }: Answer, model: ModelId, answers: Answers): boolean {
  const isThere = (runtimeAsked(answers) ?? runtime) === runtime;
  const isRuledOut = ruledOutBy(answers, runtime)[model] !== undefined;
  return isThere && !isRuledOut && modelIdsOf(usualRuntime.id).includes(model);
}

function sizingFrom(of: ModelOf, size: Size): Sizing {
  const form = formOf(modelCard(of));
  return {
    concurrency: size.concurrency,
    counts:
      form === 'serial'
        ? 'task'
        : form === 'lanes'
          ? laneCard(of).unit
          : runtimeCard(of.runtime).lanes.loop.unit,
    poolThreads: size.poolThreads,
    poolProcesses: size.poolProcesses,
    libuvThreads: size.libuvThreads,
    formula: numbersSentence(size) ?? 'There is nothing to size.',
  };
}
