import type { Variant } from '../../../comparison/comparison.ts';
import { findQuestion } from '../../../guide/answers.ts';
import { changeLines, changes } from '../../../guide/changes.ts';
import { decideMeasured } from '../../../guide/decide-measured.ts';
import type { Decision, Proof } from '../../../guide/decision.ts';
import { type Found, measuredAnswers, nothingMeasured } from '../../../guide/measured.ts';
import { mattering } from '../../../guide/outlook.ts';
import type { Answers, Machine, Question, Reading } from '../../../guide/question.ts';
import { questions } from '../../../guide/questions/index.ts';
import type { RuntimeId } from '../../../protocol/plan.ts';
import type { Batch } from '../../../runner/batch.ts';
import type { FilePrompt } from '../shared/file-prompt.ts';
import type { OwnWork } from './own-work.ts';

/** What the screen shows. `editing`: an answer is changed from the list, and the list comes back after it. */
export type GuideView =
  | {
      readonly kind: 'question';
      readonly key: string;
      readonly option: number;
      readonly why: boolean;
      readonly editing: boolean;
    }
  | { readonly kind: 'answers'; readonly at: number }
  | { readonly kind: 'verdict'; readonly scroll: number }
  | { readonly kind: 'sketch'; readonly language: RuntimeId; readonly scroll: number }
  | { readonly kind: 'proof'; readonly scroll: number }
  /** Measuring the person's work. `from`: what was in front before. */
  | { readonly kind: 'work'; readonly page: WorkPage; readonly scroll: number; readonly from: GuideView }
  /** The path of a file is typed. */
  | { readonly kind: 'file'; readonly prompt: FilePrompt; readonly from: GuideView };

/** What is shown of an answer. */
export type WorkPage = 'answer' | 'figures' | 'code';

/** The runs of a proof, under way or ended. */
export type ProofRun = { readonly proof: Proof; readonly batch: Batch<Variant> };

/**
 * The workload that is run where a measurement answers. `named`: it is the person's own, or was named; else a demo that
 * the lab has. `own`: it is a file of the person's.
 */
export type GuideWork = { readonly id: string; readonly named: boolean; readonly own: boolean };

export type GuideState = {
  /** Answers of the person. */
  readonly given: Answers;
  /** The same, and those that measuring the person's work gave. */
  readonly answers: Answers;
  /** What that said to questions. */
  readonly found: Pick<Found, 'measured' | 'contradicted'>;
  /** What they lead to on this machine. */
  readonly decision: Decision;
  readonly work: GuideWork;
  readonly view: GuideView;
  /** The question from which the list of answers was opened; null: the verdict. */
  readonly listFrom: string | null;
  /** What the last changed answer has changed; empty for nothing. */
  readonly changed: readonly string[];
  /** What the machine says to the question in front; null: it was not looked at. */
  readonly reading: (Reading & { readonly key: string }) | null;
  readonly proofRun: ProofRun | null;
  /** How far measuring the person's work has come; null: it was not asked for. */
  readonly own: OwnWork | null;
};

/** The guide with answers given elsewhere, at the first question that is open, or at the verdict. */
export function startGuide(answers: Answers, work: GuideWork, machine: Machine): GuideState {
  const considered = consider(answers, null, machine);
  const { next, verdict } = considered.decision;
  const view: GuideView =
    next && (!verdict || Object.keys(answers).length === 0) ? atQuestion(next.key, answers) : verdictView;
  return {
    ...considered,
    ...{ work, view, changed: [] },
    ...{ listFrom: null, reading: null, proofRun: null, own: null },
  };
}

type Considered = Pick<GuideState, 'given' | 'answers' | 'found' | 'decision'>;

/** What answers lead to, with those that measuring the work has given. */
function consider(given: Answers, own: OwnWork | null, machine: Machine): Considered {
  const [first] = own?.phase === 'ended' ? own.ran : [];
  const look =
    own?.phase === 'ended' && first ? { summary: first.summary, character: own.answer.character } : null;
  const { answers, ...found } =
    look === null ? { answers: given, ...nothingMeasured } : measuredAnswers(given, look, machine);
  const answer = own?.phase === 'ended' ? own.answer : null;
  return { given, answers, found, decision: decideMeasured(answers, machine, answer) };
}

/** With another state of measuring the work; at its end it answers questions. */
export function withOwn(state: GuideState, own: OwnWork | null, machine: Machine): GuideState {
  const isSame = state.own?.phase !== 'ended' && own?.phase !== 'ended';
  return isSame ? { ...state, own } : { ...state, ...consider(state.given, own, machine), own };
}

/** What measuring said to a question; null for nothing. */
export function measuredFor(key: string, { found: { measured, contradicted } }: GuideState): Reading | null {
  return [...measured, ...contradicted].find((one) => one.key === key) ?? null;
}

/** Whether the answer to a question is that of a measurement, and not of the person. */
export function isMeasured(key: string, { given, answers }: GuideState): boolean {
  return answers[key] !== undefined && answers[key] !== given[key];
}

const verdictView: GuideView = { kind: 'verdict', scroll: 0 };

/** A question with its answer chosen, or its first option. */
export function atQuestion(key: string, answers: Answers, editing = false): GuideView {
  const option = findQuestion(key)?.options.findIndex(({ value }) => value === answers[key]) ?? 0;
  return { kind: 'question', key, option: Math.max(0, option), why: false, editing };
}

/** The question in front; null in another view. */
export function questionOf({ view }: GuideState): Question | null {
  return view.kind === 'question' ? (findQuestion(view.key) ?? null) : null;
}

/** Answers the question in front with the chosen option, and goes on. */
export function answered(state: GuideState, machine: Machine): GuideState {
  const { view, answers } = state;
  const question = questionOf(state);
  if (view.kind !== 'question' || !question) return state;
  const { value } = question.options[view.option]!;
  const considered = consider({ ...state.given, [question.key]: value }, state.own, machine);
  const again = answers[question.key] !== undefined;
  const changed = again ? changeLines(changes(state.decision, considered.decision)) : [];
  const done = { ...state, ...considered, changed, reading: null };
  return { ...done, view: view.editing ? atAnswer(question.key, done) : after(question.key, done) };
}

/** The question after that one that no measurement answers, or the verdict when there is none. */
function after(key: string, state: GuideState): GuideView {
  const place = questions.findIndex((question) => question.key === key);
  const next = mattering(state.decision).find(
    (question) => questions.indexOf(question) > place && !isMeasured(question.key, state),
  );
  return next ? atQuestion(next.key, state.answers) : verdictView;
}

/** One step back: from a question to the one before it, from anything else to where it came from; else the same state. */
export function back(state: GuideState): GuideState {
  const { view, answers, decision } = state;
  const to = (next: GuideView): GuideState => ({ ...state, view: next, changed: [], reading: null });
  if (view.kind === 'sketch' || view.kind === 'proof') return to(verdictView);
  if (view.kind === 'work' && view.page !== 'answer') return to({ ...view, page: 'answer', scroll: 0 });
  if (view.kind === 'work' && view.from.kind === 'question' && isMeasured(view.from.key, state))
    return beyondWork(state);
  if (view.kind === 'work' || view.kind === 'file') return to(view.from);
  const list = mattering(decision);
  if (view.kind === 'question') {
    // What was opened last is closed first.
    if (view.why) return { ...state, view: { ...view, why: false } };
    if (view.editing) return to(atAnswer(view.key, state));
    const before = list[list.findIndex(({ key }) => key === view.key) - 1];
    return before ? to(atQuestion(before.key, answers)) : state;
  }
  if (view.kind === 'answers') {
    if (state.listFrom === null) return decision.verdict ? to(verdictView) : onward(state);
    const there = list.some(({ key }) => key === state.listFrom);
    return there ? to(atQuestion(state.listFrom, answers)) : onward(state);
  }
  const last = list.filter(({ key }) => answers[key] !== undefined).at(-1);
  return last ? to(atQuestion(last.key, answers)) : state;
}

/** On to the first question without an answer, or the verdict. */
export function onward(state: GuideState): GuideState {
  const { next } = state.decision;
  const view = next ? atQuestion(next.key, state.answers) : verdictView;
  return { ...state, view, changed: [], reading: null };
}

/** From what was measured to what it means for the questions: the verdict, or the first question without an answer. */
export function beyondWork(state: GuideState): GuideState {
  return state.decision.verdict ? { ...state, view: verdictView, changed: [], reading: null } : onward(state);
}

/** The list of answers that count. */
export function answeredQuestions({ answers, decision }: GuideState): readonly Question[] {
  return mattering(decision).filter(({ key }) => answers[key] !== undefined);
}

/** The list of answers with that one chosen; the last one where it is not in it. */
export function atAnswer(key: string | null, state: GuideState): GuideView {
  const list = answeredQuestions(state);
  const at = list.findIndex((question) => question.key === key);
  return { kind: 'answers', at: at < 0 ? Math.max(0, list.length - 1) : at };
}

/** The machine was looked at: what that says is chosen, and waits for Enter. */
export function measured(state: GuideState, key: string, reading: Reading): GuideState {
  const { view } = state;
  const found = { ...state, reading: { key, ...reading } };
  if (view.kind !== 'question' || view.key !== key || reading.value === null) return found;
  const option = findQuestion(key)!.options.findIndex(({ value }) => value === reading.value);
  return { ...found, view: { ...view, option } };
}

/** Where measuring is shown; coming from there, what was in front before stays that. */
export function atWork(view: GuideView): GuideView {
  return { kind: 'work', page: 'answer', scroll: 0, from: outside(view) };
}

/** What a prompt or measuring goes back to. */
export function outside(view: GuideView): GuideView {
  return view.kind === 'work' || view.kind === 'file' ? outside(view.from) : view;
}

/** Whether the runs that are there are those of this proof. */
export function isProofOf(run: ProofRun | null, proof: Proof): run is ProofRun {
  return run !== null && JSON.stringify(run.proof) === JSON.stringify(proof);
}
