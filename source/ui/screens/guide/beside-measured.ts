import type { Answer } from '../../../answer/answer.ts';
import { headlineOf } from '../../../answer/words/index.ts';
import type { Answers } from '../../../guide/question.ts';
import { ruledOutBy } from '../../../guide/ruled-out.ts';
import type { ModelId } from '../../../protocol/plan.ts';

/** What measuring came to, beside the model that answers lead to. `agrees`: both name the same model. */
export type Beside = { readonly agrees: boolean; readonly text: string };

/** A measurement counts for the work and the machine that were measured; answers also know what does not show there. */
export function besideMeasured(answer: Answer, model: ModelId, answers: Answers): Beside {
  const { candidate, kind, others } = answer;
  if (candidate === null)
    return {
      agrees: false,
      text: 'Measuring your work did not show which model is best, so this verdict rests on your answers and on what the first calls showed.',
    };
  const headline = headlineOf(answer);
  if (kind === 'either' && others.some((other) => other.model === model))
    return { agrees: true, text: `${model} is as good as ${candidate.model} for your work: ${headline}.` };
  const ruledOut = ruledOutBy(answers)[candidate.model];
  if (ruledOut !== undefined)
    return {
      agrees: false,
      text: `${headline}. But ${ruledOut} rules out ${candidate.model}: press m to measure again with that answer.`,
    };
  if (candidate.model === model) return { agrees: true, text: `Your work agrees: ${headline}.` };
  return {
    agrees: false,
    text: `Your work ran best with another model here: ${headline}. Follow that for this work on such a machine.`,
  };
}
