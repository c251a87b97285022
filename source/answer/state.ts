import { runtimeCard } from '../catalog/runtimes/index.ts';
import type { Ran } from '../runner/batch.ts';
import { calibrationPlan } from '../work/calibration.ts';
import type { Character } from '../work/character.ts';
import { characterOf } from '../work/character-of.ts';
import type { FormulaName, Size, Sizes } from '../work/sizes.ts';
import { sizesFor } from '../work/sizes-for.ts';
import type { Answer, CannotTell } from './answer.ts';
import { cannotStart } from './conclude.ts';
import { fitRounds } from './fitting.ts';
import { lengthOf } from './proving.ts';
import { budgetFlag, spentMs } from './spent.ts';
import { interpreterOf, modelsFor, type Question, type Turn } from './step.ts';
import { type Trial, trialsOf } from './trials.ts';

/** A large number is tried against a smaller one by this factor: beyond what the other side takes at once, more only wait. */
const smallerBy = 8;
/** What is no more than a few by it. */
const few: Readonly<Partial<Record<FormulaName, number>>> = {
  'loop-and-waiting': 8,
  'cores-and-waiting': 4,
  'lock-and-waiting': 4,
};
/** What a task may take that never ends, at most, of the budget. */
const unsettledShare = 0.5;
/** But no less, however small the budget: a run that calibrates takes a second. */
const leastPatienceMs = 3000;

const patienceMs = ({ budgetMs }: Question) =>
  Math.max(leastPatienceMs, Math.round(budgetMs * unsettledShare));

/** What the calibrating run led to. */
export type Proving = {
  readonly kind: 'prove';
  readonly character: Character;
  readonly sizes: Sizes;
  readonly trials: readonly Trial[];
  readonly calibration: Ran<Turn>;
  readonly lengthMs: number;
};

export type State =
  | { readonly kind: 'calibrate'; readonly turn: Turn }
  | { readonly kind: 'answer'; readonly answer: Answer }
  | Proving;

/** Where the procedure is after these runs. */
export function stateOf(question: Question, ran: readonly Ran<Turn>[]): State {
  const { wish, card, room, maxCalls } = question;
  const calibration = ran.find(({ purpose }) => purpose === 'calibrate');
  if (!calibration) {
    const timeLimitMs = patienceMs(question);
    // A limit on calls has to last for the rounds as well.
    const mostTasks = Math.min(
      question.tasks ?? Infinity,
      maxCalls === null ? Infinity : Math.max(1, Math.floor(maxCalls / 6)),
    );
    const plan = calibrationPlan(wish, card, room, {
      ...(Number.isFinite(mostTasks) && { mostTasks }),
      timeLimitMs,
    });
    if (plan.refusal)
      return {
        kind: 'answer',
        answer: cannotStart(question, ran, {
          because: 'crashed',
          message: plan.refusal.problem,
          tell: plan.refusal.remedy,
        }),
      };
    const { baseline } = runtimeCard(card.runtime);
    return {
      kind: 'calibrate',
      turn: { purpose: 'calibrate', model: baseline, size: null, round: 0, plan: plan.value },
    };
  }
  const fault = faultOf(question, calibration);
  if (fault) return { kind: 'answer', answer: cannotStart(question, ran, fault) };
  // Numbers hang on this run alone: what later runs show changes the answer, and not what is tried.
  const character = characterOf(calibration);
  const sizes = sizesFor(character, card, room, {
    tasks: question.tasks,
    handoverMs: { ...question.before.handoverMs },
    ruledOut: question.ruledOut,
    interpreter: interpreterOf(question),
  });
  const tried = triedOf(sizes, question);
  const cold = coldRunOf(question, character, ran);
  const { trials } = trialsOf(
    question,
    tried,
    ran.filter((run) => run !== cold),
  );
  const fitting = fitRounds(
    {
      ...{ question, character, calibration },
      spentMs: question.before.waitedMs + calibration.tookMs + (cold?.tookMs ?? 0),
      length: lengthOf(question, character, cold !== null),
    },
    trials,
  );
  const { lengthMs, leftOut, neededMs } = fitting;
  if (neededMs !== null)
    return { kind: 'answer', answer: cannotStart(question, ran, tooShort(question, ran, neededMs)) };
  const left = (trial: Trial): Trial =>
    leftOut.includes(trial) ? { ...trial, out: { kind: 'no-time' } } : trial;
  return { kind: 'prove', character, sizes, trials: trials.map(left), calibration, lengthMs };
}

function tooShort(question: Question, ran: readonly Ran<Turn>[], neededMs: number): CannotTell {
  return {
    because: 'budget',
    spentMs: Math.round(spentMs(question, ran)),
    neededMs: Math.round(neededMs),
    tell: budgetFlag(neededMs),
  };
}

/** By this factor faster or slower than before, the same work cannot have been as warm both times. */
const stillWarming = 1.3;

/**
 * The first run of the rounds, where it shows that the work was not warm yet when it was looked at, or is not in a run so
 * short: then it does not count, and the rounds are longer. V8 takes a second to find the fastest code for some loops, and
 * seconds to compile what large packages do (marked, terser: 2 to 4 s).
 */
function coldRunOf(
  { tasks, ratePerSecond }: Question,
  { msPerTask }: Character,
  ran: readonly Ran<Turn>[],
): Ran<Turn> | null {
  const first = ran.find(({ purpose }) => purpose === 'prove');
  if (!first || tasks !== null || ratePerSecond !== null || msPerTask === null) return null;
  const { steadyMsPerTask, warmUp } = first.course;
  const ratio = steadyMsPerTask === null ? 1 : msPerTask / steadyMsPerTask;
  const other = Math.max(ratio, 1 / ratio) > stillWarming;
  const warming = warmUp !== null && warmUp.ms * 2 > (first.summary.wallMs ?? 0);
  return other || warming ? first : null;
}

/** Why there is nothing to prove. */
function faultOf(question: Question, { summary }: Ran<Turn>): Answer['cannotTell'] {
  const { done, failed } = summary.tasks;
  const first = summary.errors[0];
  if (summary.outcome === 'crashed')
    return { because: 'crashed', message: summary.message ?? '', tell: null };
  if (failed > 0 && failed >= done)
    return {
      because: 'fails',
      failed,
      of: done + failed,
      message: first ? `${first.name}: ${first.message}` : '',
      place: first?.place ?? null,
      tell: null,
    };
  if (summary.outcome === 'timed-out' && done === 0)
    return { because: 'never-settles', afterMs: patienceMs(question), tell: null };
  if (done === 0) return { because: 'crashed', message: summary.message ?? '', tell: null };
  return null;
}

/** All that is worth a run, the simplest first; with a second number where the first is a guess. */
function triedOf(sizes: Sizes, question: Question): { model: Trial['model']; size: Size }[] {
  return modelsFor(question).flatMap((model) => {
    const { size } = sizes[model];
    if (!size) return [];
    // At a rate no more are under way than have come.
    const other = question.ratePerSecond === null ? (fewer(size) ?? moreLanes(size)) : null;
    return [size, ...(other ? [other] : [])]
      .toSorted((a, b) => a.concurrency - b.concurrency)
      .map((size) => ({ model, size }));
  });
}

function fewer(size: Size): Size | null {
  const { formula } = size;
  const least = few[formula.name];
  if (least === undefined || size.concurrency <= (smallerBy * least) / 2) return null;
  const concurrency = Math.max(least, Math.round(size.concurrency / smallerBy));
  const figures = { ...formula.figures, more: size.concurrency };
  return { ...size, concurrency, formula: { ...formula, figures, limitedBy: 'enough' } };
}

/** Formulas for lanes that hold a core or a lock for only a part of their time. */
const partlyBusy: readonly FormulaName[] = ['cores-and-waiting', 'lock-and-waiting'];

/** A task that waits computes less than it seems to: calls were cold when they were measured, and looked at. */
function moreLanes(size: Size): Size | null {
  const { name, limitedBy, figures } = size.formula;
  if (!partlyBusy.includes(name) || limitedBy !== null) return null;
  const concurrency = Math.min(2 * size.concurrency, figures.most ?? 0);
  if (concurrency <= size.concurrency) return null;
  return { ...size, concurrency, formula: { ...size.formula, limitedBy: 'tried' } };
}
