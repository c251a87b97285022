import type { By } from '../../catalog/by.ts';
import { modelCard } from '../../catalog/models.ts';
import { usualRuntime } from '../../catalog/runtimes/index.ts';
import { fewestRounds } from '../../comparison/judge-pair.ts';
import { intervalWords } from '../../comparison/words.ts';
import { bytes, count, factor, percent, plural } from '../../format.ts';
import { type ModelId, modelIds } from '../../protocol/plan.ts';
import { inverse } from '../../statistics/ratio-interval.ts';
import type { Skip } from '../../work/sizes.ts';
import type { Answer, Difference, Why, WhyNot } from '../answer.ts';
import { isLevel, itAgainst, itIs } from './compared.ts';
import { inShort, moreBytes } from './numbers.ts';
import type { Row } from './section.ts';

/** Why each other model is not the answer, one row each. */
export function whyNotRows(answer: Answer): Row[] {
  return answer.whyNot.map((not) => `${inShort(not.model, not.size)}: ${whyNotSentence(not, answer)}`);
}

/** One sentence with its figure; what it costs more than the answer comes behind it. */
export function whyNotSentence({ model, why, figures }: WhyNot, answer: Answer): string {
  const more = why.kind === 'compared' && answer.by !== 'memory' ? moreBytes(figures, answer.figures) : null;
  const said = whySentence(model, why, baseOf(answer), answer.by);
  return more === null ? `${said}.` : `${said}. It takes ${bytes(more)} more memory.`;
}

/** What others are compared with: the answer, and where there is none, the one that is not among them. */
function baseOf({ candidate, whyNot }: Answer): ModelId {
  return candidate?.model ?? modelIds.find((id) => !whyNot.some(({ model }) => model === id)) ?? modelIds[0];
}

function whySentence(model: ModelId, why: Why, base: ModelId, by: By): string {
  switch (why.kind) {
    case 'skipped':
      return skipSentence(model, why.skip);
    case 'compared':
      return comparedSentence(why, base, by);
    case 'hopeless':
      return `${itIs(by, base, false, `at least ${count(why.atLeast)} ×`)} (one round)`;
    case 'differs': {
      const cost = why.ratio === null ? '' : `. ${itAgainst(by, base, inverse(why.ratio))}`;
      return `${differenceSentence(why.difference)}${cost}`;
    }
    case 'failed':
      return why.of === 0
        ? `It could not be run: ${why.message}`
        : `${why.failed} of ${plural(why.of, 'task')} failed (${why.message})`;
    case 'not-run':
      return 'Not measured: the budget was spent before';
  }
}

function comparedSentence({ ratio, verdict }: Why & { kind: 'compared' }, base: ModelId, by: By): string {
  if (verdict === 'same') return `${isLevel(by)} ${intervalWords(ratio)}`;
  const known = itAgainst(by, base, inverse(ratio));
  if (ratio.rounds < fewestRounds) return `${known}, which is too few to be sure`;
  if (verdict === 'faster') return `${known}, too little to pay for it`;
  const isApart = ratio.low > 1 || ratio.high < 1;
  return verdict === 'slower' || isApart ? known : `No clear difference: ${known.replace(/^It/, 'it')}`;
}

/** What was returned instead of what. */
function differenceSentence({ task, expected, got, kind }: Difference): string {
  const what = kind === 'class' ? 'Results lose their class' : 'Results differ';
  return `${what}: for task ${task} it returned ${got} where sequential returned ${expected}`;
}

const laneOf = (model: ModelId) => modelCard({ runtime: usualRuntime.id, model }).lane;

/** Why a model is not run at all, a sentence without its full stop. */
export function skipSentence(model: ModelId, { reason, share, detail }: Skip): string {
  const part = share === null ? null : percent(share);
  switch (reason) {
    case 'no-promise':
      return 'Your function returns no promise, so this runs the same code as sequential';
    case 'nothing-waits':
      return `${part === null ? 'Next to nothing' : `Only ${part}`} of a task's time could overlap with other tasks on one event loop`;
    case 'no-parts':
      return `Your function hands nothing to a pool (context.offload), which is all that ${model} adds`;
    case 'too-small':
      return `Sending a task to another ${laneOf(model)} takes ${share === null ? 'longer than half of it' : share < 1 ? `${part} of what the task takes` : `${factor(share)} as long as the task itself`}`;
    case 'one-core':
      return `There is only one core${part === null ? '' : `, and a task uses it ${part} of the time`}`;
    case 'refused':
      return detail ?? 'Your file refuses it';
    case 'answer':
      return `Your answer ${detail ?? ''} rules it out`.replace('  ', ' ');
    case 'memory':
      return 'There is no memory for a second lane';
  }
}
