import type { By } from '../../catalog/by.ts';
import { wordsOf } from '../../catalog/models.ts';
import { count, duration, percent, plural, rate, shortDuration } from '../../format.ts';
import type { RuntimeId } from '../../protocol/plan.ts';
import type { Answer, CannotTell } from '../answer.ts';
import { mayBe } from './compared.ts';
import { toFindOut } from './holds.ts';
import { wholeSeconds } from './numbers.ts';
import type { Row } from './section.ts';

/** Why there is no answer, and what would give one. */
export function cannotTellRows(answer: Answer): Row[] {
  const { cannotTell: why, machine } = answer;
  if (why === null) return [];
  const busy = isDoubtful(why) ? busySentence(machine) : '';
  const words = `Cannot tell which model is best. ${becauseSentence(why, answer)}${busy}`;
  return toFindOut(words, why.tell, answer);
}

/** What a quiet machine might have shown. */
const isDoubtful = ({ because }: CannotTell) => ['unclear', 'budget', 'rate'].includes(because);

function busySentence({ quiet, busyRatio }: Answer['machine']): string {
  if (quiet || busyRatio === null) return '';
  return ` Other programs used ${percent(busyRatio)} of the cores: close them, and run it again.`;
}

function becauseSentence(why: CannotTell, { by, runtime }: { by: By; runtime: RuntimeId }): string {
  switch (why.because) {
    case 'fails': {
      const all = why.failed === why.of;
      const where = why.place === null ? '' : ` (${why.place})`;
      const who = all
        ? `All ${plural(why.of, 'task')} failed`
        : `${count(why.failed)} of ${plural(why.of, 'task')} failed`;
      return `${who}: ${why.message}${where}.`;
    }
    case 'never-settles':
      return `No task ended within ${duration(why.afterMs)}: ${wordsOf({ runtime }).neverEnds.function}.`;
    case 'crashed':
      return `The engine process, which runs your function, crashed: ${why.message}.`;
    case 'unclear': {
      const [simple, other] = why.models;
      return `${mayBe(by, other, simple, why.ratio)}, which is not enough to be sure.`;
    }
    case 'budget':
      return why.neededMs === null
        ? `The time of ${wholeSeconds(why.spentMs)} was over before enough runs had ended.`
        : `Enough runs of all models would take about ${wholeSeconds(why.neededMs)}, which is more than the budget.`;
    case 'gets-faster':
      return `Your function gets faster the more often it has been called: ${shortDuration(why.sequentialMs)} per task one after another and ${shortDuration(why.modelMs)} under ${why.model}, which ${count(why.atOnce)} at once do not explain. It may keep what it has found out once (a cache). Models are compared by the same calls if there is a number of them.`;
    case 'calls':
      return `${plural(why.calls, 'call')} of your function were too few to measure it.`;
    case 'rate':
      return `No model keeps up with ${rate(why.ratePerSecond)}/s: ${why.most === null ? 'requests queue up' : `at most ${rate(why.most)}/s get through`}.`;
    case 'stopped':
      return 'It was stopped before enough was known.';
  }
}
