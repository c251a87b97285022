import { onScreen, type Result, refuse } from '../../../catalog/refusal.ts';
import { usualRuntime } from '../../../catalog/runtimes/index.ts';
import { usualWhere } from '../../../catalog/where.ts';
import type { Wish } from '../../../catalog/wish.ts';
import { cardOf } from '../../../catalog/workloads.ts';
import type { Variant } from '../../../comparison/comparison.ts';
import { defaultRuns, modelsToCompare, planComparison } from '../../../comparison/plan-comparison.ts';
import { validAnswers } from '../../../guide/answers.ts';
import type { Proof } from '../../../guide/decision.ts';
import type { Answers, Machine } from '../../../guide/question.ts';
import { verdictLine } from '../../../guide/words.ts';
import type { Plan } from '../../../protocol/plan.ts';
import { type Batch, inOrder } from '../../../runner/batch.ts';
import { keptLaneBytes, placeOf } from '../../../table/measured.ts';
import type { Size } from '../../draw.ts';
import { signs } from '../../theme.ts';
import type { ScreenArgument } from '../screen.ts';
import type { CreateScreen } from '../services.ts';
import { promptOf } from '../shared/file-prompt.ts';
import { headingOf, type RunsOn, whyNoPython, withInterpreter } from '../shared/runtimes.ts';
import { programOf } from './code-view.ts';
import { guideKeys } from './keys.ts';
import type { GuideEffects } from './make-key.ts';
import { measuringOf } from './measuring.ts';
import { knownOf, usualBounds } from './own-work.ts';
import {
  answered,
  type GuideState,
  type GuideWork,
  isProofOf,
  measured,
  questionOf,
  startGuide,
} from './state.ts';
import { termsOf } from './terms.ts';
import { drawGuide, guideSubtitle } from './view.ts';
import { partingRows, workRows } from './work-view.ts';

/** The Guide: questions, a verdict, and its proof on this machine. */
export const createScreen: CreateScreen = (services, changed, argument) => {
  const here = placeOf(services.keeper, services.environment.runtime, services.room);
  const machine: Machine = {
    ...services.room,
    laneBytes: keptLaneBytes(services.keeper, here),
  };
  let work: Wish | null = argument.wish ?? null;
  const wish = () => work ?? services.chosen();
  const runs = (): GuideWork => {
    const id = wish().workload;
    const own = cardOf(wish(), services.workloads)?.module ?? null;
    return { id, named: work !== null || own !== null, own: own !== null };
  };
  let state: GuideState = startGuide(given(argument), runs(), machine);
  let bounds = argument.bounds ?? usualBounds;
  /** What was copied last; null after the next change. */
  let copied: string | null = null;
  /** As wide as the terminal was last. */
  let columns = 80;

  function set(next: GuideState): void {
    state = next;
    copied = null;
    changed();
  }

  /** Looks at the machine for the question in front. */
  function measure(): void {
    const question = questionOf(state);
    if (question?.measure?.by === 'machine')
      set(measured(state, question.key, question.measure.read(machine)));
  }

  const measuring = measuringOf(services, {
    get: () => state,
    set,
    machine,
    work: () => ({
      wish: wish(),
      card: cardOf(wish(), services.workloads) ?? services.workloads[0]!,
    }),
    bounds: () => bounds,
    setBounds(next) {
      bounds = next;
    },
    opened(opened) {
      work = opened;
      state = { ...state, work: runs() };
    },
  });

  /** Shows the proof; runs it where it has not run to its end, or again. */
  function prove(again: boolean): void {
    const { proof } = state.decision;
    if (!proof) return;
    const { proofRun } = state;
    set({ ...state, view: { kind: 'proof', scroll: 0 } });
    const there = isProofOf(proofRun, proof) ? proofRun.batch.state : 'stopped';
    if (there === 'running' || (there === 'done' && !again)) return;
    start(proofTurns(proof), (batch) => set({ ...state, proofRun: { proof, batch } }));
  }

  /** Starts runs, or says why not. */
  function start<T extends { readonly plan: Plan }>(
    turns: Result<readonly T[]>,
    onChange: (batch: Batch<T>) => void,
  ): void {
    const reason = turns.refusal
      ? onScreen(turns.refusal)
      : services.batches.start(inOrder(turns.value), onChange);
    if (reason !== null) services.say(reason, () => services.batches.refusal() !== null);
  }

  function proofTurns({ wish, models }: Proof): Result<Variant[]> {
    const card = cardOf(wish, services.workloads);
    if (!card) return refuse('workload', `there is no workload ${wish.workload}`);
    const on = withInterpreter<RunsOn>({ runtime: card.runtime, interpreter: null }, services.survey());
    if (on.runtime === 'python' && on.interpreter === null) return whyNoPython(services.survey());
    const choice = { ...wish, interpreter: on.interpreter ?? undefined };
    const wishes = modelsToCompare(card, choice, models);
    return wishes.refusal ? wishes : planComparison(wishes.value, { runs: defaultRuns, room: machine });
  }

  const effects: GuideEffects = {
    theme: services.theme,
    answer: () => set(answered(state, machine)),
    get: () => state,
    set,
    measure,
    prove,
    ...measuring,
    program: () => programOf(state.own),
    copy(what, text) {
      services.copy(text);
      copied = what;
      changed();
    },
    workRows: (size) => workRows(state, measuring.asked, size, services.theme).length,
    openInLab() {
      const { proof } = state.decision;
      if (proof) services.openInLab({ ...proof.wish, model: proof.expects.model }, false);
    },
    compareOwn() {
      const { proof } = state.decision;
      if (!proof) return;
      const work = wish();
      // As many at once as the verdict says: by default a model of lanes may have more than another.
      const concurrency = proof.wish.concurrency ?? work.concurrency;
      services.goTo('compare', { wish: { ...work, concurrency }, models: proof.models });
    },
    restart: () => set(startGuide({}, runs(), machine)),
    about: (model) => services.goTo('models', { at: model }),
  };

  if (argument.start) measuring.measureWork();

  const on = (): RunsOn => {
    const proved = state.view.kind === 'proof' ? state.proofRun?.batch.turns[0]?.plan : undefined;
    if (proved) return proved;
    const { runtime = usualRuntime.id, interpreter = null } = cardOf(wish(), services.workloads) ?? {};
    return state.work.own ? { runtime, interpreter: wish().interpreter ?? interpreter } : usualWhere;
  };

  return {
    heading: () => headingOf([on()], services.environment.runtime),
    subtitle: (width) => guideSubtitle(state, machine, width, services.theme),
    draw(size: Size) {
      columns = size.width;
      return drawGuide(state, measuring.asked, machine, size, services.theme);
    },
    keys: () => guideKeys(state, effects),
    prompt: () =>
      state.view.kind === 'file' ? promptOf(state.view.prompt, services.theme, measuring.typePath) : null,
    get terms() {
      return termsOf(state.view.kind);
    },
    note: () =>
      copied === null ? null : `${signs.done} Copied ${copied}, where your terminal allows it (OSC 52).`,
    parting() {
      const { verdict, proof } = state.decision;
      const known = knownOf(state.own);
      if (known) return partingRows(known, columns);
      return verdict
        ? [`guide: ${verdictLine(verdict)}`, ...(proof ? [`prove it: ${proof.compare}`] : [])]
        : null;
    },
    enter(next) {
      work = next.wish ?? work;
      // What is chosen in the lab may be another by now.
      bounds = next.bounds ?? bounds;
      set(next.answers ? startGuide(given(next), runs(), machine) : { ...state, work: runs() });
      if (next.start) measuring.measureWork();
    },
  };
};

function given({ answers }: ScreenArgument): Answers {
  return validAnswers(answers ?? {});
}
