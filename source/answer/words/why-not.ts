import type { By } from '../../catalog/by.ts';
import { formOf, type ModelOf, modelCard, modelIdsOf } from '../../catalog/models.ts';
import { runtimeCard } from '../../catalog/runtimes/index.ts';
import { executorThreads } from '../../catalog/runtimes/python.ts';
import { fewestRounds } from '../../comparison/judge-pair.ts';
import { intervalWords } from '../../comparison/words.ts';
import { bytes, count, factor, percent, plural } from '../../format.ts';
import type { ModelId } from '../../protocol/plan.ts';
import { inverse } from '../../statistics/ratio-interval.ts';
import type { Skip } from '../../work/sizes.ts';
import type { Answer, Difference, Figures, Why, WhyNot } from '../answer.ts';
import { isLevel, itAgainst, itIs } from './compared.ts';
import { inShort, moreBytes } from './numbers.ts';
import type { Row } from './section.ts';

/** Why each other model is not the answer, one row each. */
export function whyNotRows(answer: Answer): Row[] {
  return answer.whyNot.map(
    (not) =>
      `${inShort({ runtime: answer.runtime, model: not.model }, not.size)}: ${whyNotSentence(not, answer)}`,
  );
}

/** One sentence with its figure; what it costs more than the answer comes behind it. */
export function whyNotSentence(not: WhyNot, answer: Answer): string {
  const { model, why, figures } = not;
  const more = why.kind === 'compared' && answer.by !== 'memory' ? moreBytes(figures, answer.figures) : null;
  const of = { runtime: answer.runtime, model };
  const said = whySentence(of, why, baseOf(answer), answer.by);
  return [
    `${said}.`,
    ...(more === null ? [] : [`It takes ${bytes(more)} more memory.`]),
    ...lockSentence(why, figures),
    ...executorSentence(not, answer),
    ...oneAtATimeSentence(not, answer),
  ].join(' ');
}

/** Waiting for the lock of less than that explains no difference that one would see. */
const leastLock = 0.1;

/** What kept threads from computing side by side. */
function lockSentence({ kind }: Why, figures: Figures | null): string[] {
  const ratio = figures?.lockRatio ?? null;
  if (kind === 'skipped' || ratio === null || ratio < leastLock) return [];
  return [`On average, a thread waited for the interpreter's lock ${percent(ratio)} of the time.`];
}

/** So much of a task waits that threads could overlap it; and so little of it was overlapped. */
const mostlyWaits = 0.8;
const hardlyFaster = 1.3;

/** Threads that gain nothing from waiting side by side wait for each other. Processes do not share what they wait for. */
function oneAtATimeSentence({ model, figures }: WhyNot, answer: Answer): string[] {
  const { runtime, candidate, character, sequential } = answer;
  const shares = character?.shares;
  const waits = (shares?.waitingHeld ?? 0) + (shares?.waitingFree ?? 0);
  const [mine, alone] = [figures?.msPerTask ?? null, sequential?.msPerTask ?? null];
  const isThreads = modelCard({ runtime, model }).lane === 'thread';
  if (!isThreads || waits < mostlyWaits || mine === null || alone === null) return [];
  if (alone > hardlyFaster * mine || (figures?.lockRatio ?? 0) >= leastLock) return [];
  const isLeft = candidate !== null && modelCard({ runtime, model: candidate.model }).lane === 'process';
  return [
    `It was hardly faster than one after another although a task waits most of the time: something lets tasks through one by one, such as a lock or a connection that they share.${isLeft ? ' Each process has one of its own. Make sure that this is allowed.' : ''}`,
  ];
}

/** Threads are this much faster only where the loop's own limit holds it back. */
const farFaster = 2;

/** Threads that run a loop each have an executor each: where they are far ahead, the one of a single loop may be what is full. */
function executorSentence({ model, size, why }: WhyNot, { runtime, candidate, machine }: Answer): string[] {
  if (runtime !== 'python' || candidate === null || size === null || why.kind !== 'compared') return [];
  const lanes = modelCard({ runtime, model: candidate.model });
  const isLoop = formOf(modelCard({ runtime, model })) === 'loop';
  const { more } = size.formula.figures;
  if (!isLoop || more === undefined || lanes.lane !== 'thread' || why.ratio.ratio < farFaster) return [];
  return [
    `${count(more)} at once were no faster. If your function calls asyncio.to_thread: one loop has ${plural(executorThreads(machine.cores), 'thread')} for it, and loop.set_default_executor gives it more.`,
  ];
}

/** What others are compared with: the answer, and where there is none, the one that is not among them. */
function baseOf({ candidate, whyNot, runtime }: Answer): ModelId {
  return (
    candidate?.model ??
    modelIdsOf(runtime).find((id) => !whyNot.some(({ model }) => model === id)) ??
    runtimeCard(runtime).baseline
  );
}

function whySentence(of: ModelOf, why: Why, base: ModelId, by: By): string {
  switch (why.kind) {
    case 'skipped':
      return skipSentence(of, why.skip);
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

/** Half a percent would be shown as 0 %, or as 1 %. */
const leastShown = 0.01;

const skipWords = {
  node: {
    noPromise: 'Your function returns no promise, so this runs the same code as sequential',
    noParts: 'Your function hands nothing to a pool (context.offload)',
  },
  python: {
    noPromise: 'Your function is not an async one (async def), so this runs the same code as sequential',
    noParts: 'Your function hands nothing to a pool (context.offload or context.dispatch)',
  },
} as const;

/** Why a model is not run at all, a sentence without its full stop. */
export function skipSentence(of: ModelOf, { reason, share, detail }: Skip): string {
  const { noPromise, noParts } = skipWords[of.runtime];
  const part = share === null ? null : percent(share);
  switch (reason) {
    case 'no-promise':
      return noPromise;
    case 'nothing-waits':
      return `${share === null || share < leastShown ? 'Next to nothing' : `Only ${part}`} of a task's time could overlap with other tasks on one event loop`;
    case 'no-parts':
      return `${noParts}, which is all that ${of.model} adds`;
    case 'too-small':
      return `Sending a task to another ${modelCard(of).lane} takes ${share === null ? 'longer than half of it' : share < 1 ? `${part} of what the task takes` : `${factor(share)} as long as the task itself`}`;
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
