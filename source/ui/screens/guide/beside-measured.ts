import type { Answer } from '../../../answer/answer.ts';
import { headlineOf } from '../../../answer/words/index.ts';
import { runtimeTitles } from '../../../catalog/runtimes/index.ts';
import { type Answers, runtimeAsked } from '../../../guide/question.ts';
import { ruledOutBy } from '../../../guide/ruled-out.ts';
import type { ModelId } from '../../../protocol/plan.ts';

/** What measuring came to, beside the model that answers alone lead to. `agrees`: they name no other. */
export type Beside = { readonly agrees: boolean; readonly text: string };

/** `alone`: what the answers alone lead to; null while that is open. */
export function besideMeasured(answer: Answer, alone: ModelId | null, answers: Answers): Beside {
  const { candidate, kind, others } = answer;
  if (candidate === null)
    return {
      agrees: false,
      text: 'Measuring your work did not show which model is best, so this verdict rests on your answers and on what the first calls showed.',
    };
  const headline = headlineOf(answer);
  const { model } = candidate;
  const ruledOut = ruledOutBy(answers, answer.runtime)[model];
  if (ruledOut !== undefined)
    return {
      agrees: false,
      text: `${headline}. But ${ruledOut} rules out ${model}: press m to measure again with that answer.`,
    };
  const asked = runtimeAsked(answers) ?? answer.runtime;
  if (asked !== answer.runtime) {
    const [here, there] = [runtimeTitles[answer.runtime], runtimeTitles[asked]];
    return {
      agrees: false,
      text: `${headline}, in ${here}. You asked about ${there}, so the answers decide.`,
    };
  }
  if (alone === null || alone === model) return { agrees: true, text: `Your work showed it: ${headline}.` };
  if (kind === 'either' && others.some((other) => other.model === alone))
    return { agrees: true, text: `Your work showed it: ${headline}. The answers alone lead to ${alone}.` };
  return {
    agrees: false,
    text: `Your work showed it: ${headline}. The answers alone lead to ${alone}, but what was measured counts.`,
  };
}
