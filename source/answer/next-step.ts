import { stages } from '../comparison/judge-pair.ts';
import type { Ran } from '../runner/batch.ts';
import type { Answer } from './answer.ts';
import { answerOf, cannotStart } from './conclude.ts';
import { median } from './figures.ts';
import { callsOfRun } from './fitting.ts';
import { provingPlan } from './proving.ts';
import { callsOf, spentMs } from './spent.ts';
import { decide, keepsUp, nextStage } from './standing.ts';
import { type Proving, stateOf } from './state.ts';
import type { Progress, Question, Step, Turn } from './step.ts';
import type { Trial } from './trials.ts';

/** Fewer rounds than that decide nothing; see `judgePair`. */
const [firstStage] = stages;

/**
 * What comes next, by what has run: first one run that shows what the work is like; then rounds of all that is worth a
 * try, each once a round and every second round in the other order, until the simplest that none beats is known.
 * Pure: the same runs lead to the same step.
 */
export function nextStep(question: Question, ran: readonly Ran<Turn>[]): Step {
  const state = stateOf(question, ran);
  if (state.kind === 'calibrate')
    return { kind: 'run', turn: state.turn, progress: [], etaMs: question.budgetMs, calls: null };
  if (state.kind === 'answer') return { kind: 'done', answer: state.answer };
  const { trials } = state;
  const wanted = targetsOf(trials, question);
  const turn = wanted && turnOf(state, question, wanted, ran);
  if (!turn || !wanted)
    return { kind: 'done', answer: answerOf(question, ran, state, turn === null && wanted ? 'calls' : null) };
  const left = trials.map((trial) => Math.max(0, (wanted.get(trial) ?? 0) - trial.runs.length));
  const etaMs = trials.reduce((sum, trial, at) => sum + left[at]! * estimateMs(state, trial), 0);
  const calls = trials.reduce(
    (sum, trial, at) => sum + left[at]! * callsOfRun(question, state, trial),
    callsOf(ran),
  );
  const next = trials.find(({ model, size }) => model === turn.model && size === turn.size)!;
  if (spentMs(question, ran) + estimateMs(state, next) > question.budgetMs)
    return { kind: 'done', answer: answerOf(question, ran, state, 'budget') };
  return { kind: 'run', turn, progress: progressOf(trials, wanted), etaMs, calls: Math.round(calls) };
}

/** What is known when it is stopped before its end. */
export function answerSoFar(question: Question, ran: readonly Ran<Turn>[]): Answer {
  const state = stateOf(question, ran);
  if (state.kind === 'answer') return state.answer;
  if (state.kind === 'calibrate') return cannotStart(question, ran, { because: 'stopped', tell: null });
  return answerOf(question, ran, state, 'stopped');
}

/** How many rounds each trial is to have before anything is decided; null when all is. */
function targetsOf(trials: readonly Trial[], { ruledOut }: Question): Map<Trial, number> | null {
  const alive = trials.filter(({ out }) => out === null);
  // Alone there is nothing to be judged against; its figures are to be known all the same.
  const enough = alive.length < 2 ? 1 : firstStage;
  if (alive.some(({ runs }) => runs.length < enough))
    return new Map(
      trials.map((trial) => [trial, trial.out ? trial.runs.length : Math.max(enough, trial.runs.length)]),
    );
  if (alive.length < 2) return null;
  if (!alive.some(keepsUp)) return null;
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

const estimateMs = ({ calibration, lengthMs }: Proving, { runs }: Trial) =>
  median(runs.map(({ tookMs }) => tookMs)) ??
  lengthMs + calibration.tookMs - (calibration.summary.wallMs ?? calibration.tookMs);
