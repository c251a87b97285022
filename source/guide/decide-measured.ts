import type { Answer } from '../answer/answer.ts';
import { whyNotSentence } from '../answer/words/index.ts';
import { numbersSentence } from '../answer/words/numbers.ts';
import { formOf } from '../catalog/models.ts';
import { usualRuntime } from '../catalog/runtimes/index.ts';
import type { ModelId } from '../protocol/plan.ts';
import type { Size } from '../work/sizes.ts';
import { decide } from './decide.ts';
import type { Decision, Sizing } from './decision.ts';
import { traitsOf } from './lanes.ts';
import { type Answers, isPython, type Machine } from './question.ts';
import { questions } from './questions/index.ts';
import { ruledOutBy } from './ruled-out.ts';

/**
 * What to use where the person's work was measured: the model that its runs showed, with their numbers and what they say
 * of the others, unless an answer rules that model out. Everything else is what the answers lead to. `answer`: what
 * measuring came to; null where nothing was measured.
 */
export function decideMeasured(answers: Answers, machine: Machine, answer: Answer | null): Decision {
  const candidate = answer?.candidate ?? null;
  if (answer === null || candidate === null || !holds(candidate.model, answers))
    return decide(answers, machine);
  const { model, size } = candidate;
  const decision = decide(answers, machine, questions, model);
  // What is run to prove what answers lead to says nothing of another model.
  const isOther = decide(answers, machine).verdict?.model !== model;
  return {
    ...decision,
    verdict: decision.verdict && {
      ...decision.verdict,
      runtime: 'node',
      sizing: sizingFrom(model, size),
    },
    whyNot: Object.fromEntries(answer.whyNot.map((not) => [not.model, whyNotSentence(not, answer)])),
    proof: isOther ? null : decision.proof,
  };
}

/** Python is not what was measured. */
const holds = (model: ModelId, answers: Answers) =>
  ruledOutBy(answers)[model] === undefined && !isPython(answers);

function sizingFrom(model: ModelId, size: Size): Sizing {
  const traits = traitsOf(model);
  const form = formOf(traits);
  return {
    concurrency: size.concurrency,
    counts: form === 'serial' ? 'task' : form === 'lanes' ? usualRuntime.lanes[traits.lane].unit : 'promises',
    poolThreads: size.poolThreads,
    poolProcesses: null,
    libuvThreads: size.libuvThreads,
    formula: numbersSentence(size) ?? 'There is nothing to size.',
  };
}
