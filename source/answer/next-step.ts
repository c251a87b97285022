import { runtimeCard, usualRuntime } from '../catalog/runtimes/index.ts';
import { modelIds } from '../protocol/plan.ts';
import type { Ran } from '../runner/batch.ts';
import { calibrationPlan } from '../work/calibration.ts';
import type { Character } from '../work/character.ts';
import { characterOf } from '../work/character-of.ts';
import type { Size, Sizes } from '../work/sizes.ts';
import { sizesFor } from '../work/sizes-for.ts';
import type { Answer } from './answer.ts';
import { answerOf, cannotStart, spentMs } from './conclude.ts';
import { median } from './figures.ts';
import { lengthOf, provingPlan } from './proving.ts';
import { decide, nextStage } from './standing.ts';
import type { Progress, Question, Step, Turn } from './step.ts';
import { type Trial, trialsOf } from './trials.ts';

/** Until a run of a kind has been seen: what an engine takes to start and to end, beside its tasks. */
const engineMs = 500;
/** Fewer rounds than that decide nothing; see `judgePair`. */
const firstStage = 3;
/** A number of promises is tried against a smaller one by this factor, where both are more than a few. */
const smallerBy = 8;
const fewAtOnce = 8;
/** What a task may take that never ends, at most, of the budget. */
const unsettledShare = 0.5;
/** But no less, however small the budget: a run that calibrates takes a second. */
const leastPatienceMs = 3000;

const patienceMs = ({ budgetMs }: Question) =>
  Math.max(leastPatienceMs, Math.round(budgetMs * unsettledShare));

/**
 * What comes next, by what has run: first one run that shows what the work is like; then rounds of all that is worth a
 * try, each once a round and every second round in the other order, until the simplest that none beats is known.
 * Pure: the same runs lead to the same step.
 */
export function nextStep(question: Question, ran: readonly Ran<Turn>[]): Step {
  const state = stateOf(question, ran);
  if (state.kind === 'calibrate')
    return { kind: 'run', turn: state.turn, progress: [], etaMs: question.budgetMs };
  if (state.kind === 'answer') return { kind: 'done', answer: state.answer };
  const { trials } = state;
  const wanted = targetsOf(trials, question);
  const turn = wanted && turnOf(state, question, wanted, ran);
  if (!turn || !wanted)
    return { kind: 'done', answer: answerOf(question, ran, state, turn === null && wanted ? 'calls' : null) };
  const left = trials.map((trial) => Math.max(0, (wanted.get(trial) ?? 0) - trial.runs.length));
  const etaMs = trials.reduce((sum, trial, at) => sum + left[at]! * estimateMs(trial, state.lengthMs), 0);
  const next = trials.find(({ model, size }) => model === turn.model && size === turn.size)!;
  if (spentMs(question, ran) + estimateMs(next, state.lengthMs) > question.budgetMs)
    return { kind: 'done', answer: answerOf(question, ran, state, 'budget') };
  return { kind: 'run', turn, progress: progressOf(trials, wanted), etaMs };
}

/** What is known when it is stopped before its end. */
export function answerSoFar(question: Question, ran: readonly Ran<Turn>[]): Answer {
  const state = stateOf(question, ran);
  if (state.kind === 'answer') return state.answer;
  if (state.kind === 'calibrate') return cannotStart(question, ran, { because: 'stopped', tell: null });
  return answerOf(question, ran, state, 'stopped');
}

/** What the calibrating run led to. */
export type Proving = {
  readonly kind: 'prove';
  readonly character: Character;
  readonly sizes: Sizes;
  readonly trials: readonly Trial[];
  readonly calibration: Ran<Turn>;
  readonly lengthMs: number;
};

type State =
  | { readonly kind: 'calibrate'; readonly turn: Turn }
  | { readonly kind: 'answer'; readonly answer: Answer }
  | Proving;

function stateOf(question: Question, ran: readonly Ran<Turn>[]): State {
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
    const { baseline } = runtimeCard(usualRuntime.id);
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
  });
  const tried = triedOf(sizes, question);
  const cold = coldRunOf(question, character, ran);
  const tookMs = calibration.tookMs + (cold?.tookMs ?? 0);
  const lengthMs = lengthOf(question, character, { trials: tried.length, tookMs, unsettled: cold !== null });
  const { trials } = trialsOf(
    question,
    tried,
    ran.filter((run) => run !== cold),
  );
  return { kind: 'prove', character, sizes, trials, calibration, lengthMs };
}

/** Faster than before by this factor, the same work cannot have been warm before. */
const stillWarming = 1.3;

/**
 * The first run of the rounds, where it shows that the work was not warm yet when it was looked at: then it does not
 * count, and the rounds are longer. V8 takes seconds to compile what large packages do (marked, terser: 2 to 4 s).
 */
function coldRunOf(
  { tasks, ratePerSecond }: Question,
  { msPerTask }: Character,
  ran: readonly Ran<Turn>[],
): Ran<Turn> | null {
  const first = ran.find(({ purpose }) => purpose === 'prove');
  if (!first || tasks !== null || ratePerSecond !== null || msPerTask === null) return null;
  const { steadyMsPerTask, warmUp } = first.course;
  const faster = steadyMsPerTask !== null && steadyMsPerTask * stillWarming < msPerTask;
  const warming = warmUp !== null && warmUp.ms * 2 > (first.summary.wallMs ?? 0);
  return faster || warming ? first : null;
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

/** All that is worth a run, the simplest first; of promises also a smaller number. */
function triedOf(sizes: Sizes, { ratePerSecond }: Question): { model: Trial['model']; size: Size }[] {
  return modelIds.flatMap((model) => {
    const { size } = sizes[model];
    if (!size) return [];
    // At a rate no more are under way than have come.
    if (ratePerSecond !== null) return [{ model, size }];
    if (size.formula.name !== 'loop-and-waiting' || size.concurrency <= (smallerBy * fewAtOnce) / 2)
      return [{ model, size }];
    const concurrency = Math.max(fewAtOnce, Math.round(size.concurrency / smallerBy));
    const smaller: Size = { ...size, concurrency, formula: { ...size.formula, limitedBy: 'enough' } };
    return [
      { model, size: smaller },
      { model, size },
    ];
  });
}

/** How many rounds each trial is to have before anything is decided; null when all is. */
function targetsOf(trials: readonly Trial[], { ruledOut }: Question): Map<Trial, number> | null {
  const first = trials.filter(({ runs, out }) => runs.length === 0 && out === null);
  if (first.length > 0)
    return new Map(
      trials.map((trial) => [trial, trial.out || trial.runs.length > 0 ? Math.max(trial.runs.length, 1) : 1]),
    );
  const alive = trials.filter(({ out }) => out === null);
  // Alone there is nothing to be judged against; its figures are known.
  if (alive.length < 2) return null;
  const short = alive.filter(({ runs }) => runs.length < firstStage);
  if (short.length > 0)
    return new Map(
      trials.map((trial) => [trial, trial.out ? trial.runs.length : Math.max(firstStage, trial.runs.length)]),
    );
  const { open, standings } = decide(
    alive.filter(({ model }) => ruledOut[model] === undefined),
    false,
  );
  if (!open) return null;
  const pair = [open, ...standings.filter(({ state }) => state === 'open').map(({ against }) => against)];
  const stage = nextStage(Math.min(...pair.map(({ runs }) => runs.length)));
  if (stage === null) return null;
  return new Map(
    trials.map((trial) => [
      trial,
      pair.includes(trial) ? Math.max(stage, trial.runs.length) : trial.runs.length,
    ]),
  );
}

function turnOf(
  { trials, character, lengthMs }: Proving,
  question: Question,
  wanted: Map<Trial, number>,
  ran: readonly Ran<Turn>[],
): Turn | null {
  const missing = trials.filter((trial) => trial.runs.length < wanted.get(trial)!);
  if (missing.length === 0) return null;
  const round = Math.min(...missing.map(({ runs }) => runs.length)) + 1;
  const due = missing.filter(({ runs }) => runs.length + 1 === round);
  const { model, size } = round % 2 === 1 ? due[0]! : due.at(-1)!;
  const plan = provingPlan(question, { model, size }, character, lengthMs, ran);
  return plan && { purpose: 'prove', model, size, round, plan };
}

function progressOf(trials: readonly Trial[], wanted: Map<Trial, number>): Progress[] {
  const known = new Map<string, Progress>();
  for (const trial of trials) {
    if (trial.out?.kind === 'other-size') continue;
    const before = known.get(trial.model);
    const [done, planned] = [trial.runs.length, Math.max(wanted.get(trial) ?? 0, trial.runs.length)];
    known.set(trial.model, {
      model: trial.model,
      done: done + (before?.done ?? 0),
      planned: planned + (before?.planned ?? 0),
    });
  }
  return [...known.values()];
}

const estimateMs = ({ runs }: Trial, lengthMs: number) =>
  median(runs.map(({ tookMs }) => tookMs)) ?? lengthMs + engineMs;
