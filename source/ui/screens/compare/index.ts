import { choosesSizes, comparedSizes } from '../../../answer/compared-sizes.ts';
import { onScreen } from '../../../catalog/refusal.ts';
import type { Wish } from '../../../catalog/wish.ts';
import { cardOf } from '../../../catalog/workloads.ts';
import { whyNotAs } from '../../../comparison/plan-comparison.ts';
import { inOrder } from '../../../runner/batch.ts';
import { calibrationPlan } from '../../../work/calibration.ts';
import { createTheme } from '../../theme.ts';
import type { ScreenArgument } from '../screen.ts';
import type { CreateScreen } from '../services.ts';
import { headingOf, type RunsOn, withInterpreter } from '../shared/runtimes.ts';
import { chosenWork, sameLanes, sameWork, withoutModel } from './chosen-work.ts';
import { type CompareCommands, compareKeys } from './keys.ts';
import { draftOf, edited, fieldsOf, moved } from './numbers.ts';
import { movedPicking, pickedCard, pickedWork, pickingOn, steppedPicking } from './picking.ts';
import { otherSide, placesOf, sameSides, sidesOf } from './sides.ts';
import {
  type CompareState,
  chosenRow,
  hasResults,
  isRunning,
  judgingOf,
  moreRuns,
  orderOf,
  startCompare,
  toggled,
  variantsOf,
  wishesOf,
  withBatch,
  withModels,
  withSizes,
  withWish,
} from './state.ts';
import { compareTerms } from './terms.ts';
import { compareSubtitle, compareView, partingRows, type Setting } from './view.ts';

const underWay = 'Runs are under way: c stops them';

/** Wide enough for all columns that are worth a line of the normal screen. */
const partingWidth = 80;

/** The same work under several models, side by side. */
export const createScreen: CreateScreen = (services, changed, argument) => {
  const { batches, theme, workloads, environment } = services;
  let seen = chosenWork(services);
  const workOf = (wish: Wish) => cardOf(wish, workloads) ?? workloads[0]!;
  let state = startCompare(seen, workOf(seen));

  const set = (next: CompareState) => {
    state = next;
    changed();
  };
  const card = () => workOf(state.wish);
  const runsOn = (): RunsOn =>
    withInterpreter(
      { runtime: card().runtime, interpreter: state.wish.interpreter ?? null },
      services.survey(),
    );
  const setting = (): Setting => ({
    ...{ card: card(), workloads, survey: services.survey(), room: services.room, theme },
  });

  /** Runs what is chosen; of a person's work first once, to find numbers that suit it. */
  function begin(): void {
    if (choosesSizes(card(), state.wish, state.lanes)) void size();
    else run();
  }

  async function size(): Promise<void> {
    const work = () => sidesOf(state, card()).sides[0]!.choice;
    const [wishes, plan] = [wishesOf(state, card()), calibrationPlan(work(), card(), services.room)];
    const refusal = wishes.refusal ?? plan.refusal;
    const reason = refusal ? onScreen(refusal) : batches.refusal();
    if (reason !== null) return services.say(reason, () => batches.refusal() !== null);
    const looking = { batch: null };
    set({ ...state, sizing: looking, batch: null, comparison: null });
    const { handoverMs } = await services.lookBefore(0, card().interpreter ?? state.wish.interpreter ?? null);
    // Stopped meanwhile, or begun again.
    if (state.sizing !== looking) return;
    const asked = { card: card(), wishes: wishes.value!, choice: state.wish, named: state.named };
    const refused = batches.start(inOrder([{ plan: plan.value! }]), (batch) => {
      const [ran] = batch.ended;
      if (batch.state === 'running') set({ ...state, sizing: { batch } });
      else if (!ran || batch.state === 'stopped') set({ ...state, sizing: null });
      else {
        set(withSizes(state, card(), comparedSizes(asked, ran, services.room, handoverMs)));
        run();
      }
    });
    if (refused === null) return;
    set({ ...state, sizing: null });
    services.say(refused, () => batches.refusal() !== null);
  }

  function run(): void {
    const variants = variantsOf(state, card(), services.room);
    if (variants.refusal) {
      services.say(onScreen(variants.refusal));
      return;
    }
    const judging = judgingOf(state, card());
    const order = orderOf(state, variants.value, judging.by);
    const { runs: ranWith } = state;
    const reason = batches.start(order, (batch) =>
      set({ ...withBatch(state, batch, variants.value, judging), ranWith }),
    );
    if (reason !== null) services.say(reason, () => batches.refusal() !== null);
  }

  /** Goes on to that state, and starts its runs if asked to; where that throws results away, after a yes. */
  function goOn(next: CompareState, start: boolean): void {
    if (hasResults(state) && (start || next.batch !== state.batch)) {
      const asking = { text: questionOf(state, next), next, start };
      set({ ...state, picking: null, form: null, asking });
    } else {
      // What was asked before is out of date.
      set({ ...next, asking: null });
      if (start) begin();
    }
  }

  const fields = () => fieldsOf(state, setting());
  const field = () => fields()[state.form!.field]!;
  const isSame = ({ wish, lanes, beside }: Pick<CompareState, 'wish' | 'lanes' | 'beside'>) =>
    sameWork(wish, state.wish) && sameLanes(lanes, state.lanes) && sameSides(beside, state.beside);

  const commands: CompareCommands = {
    start() {
      const { refusal } = variantsOf(state, card(), services.room);
      if (refusal) services.say(onScreen(refusal));
      else goOn(state, true);
    },
    answer(yes) {
      const { next, start } = state.asking!;
      if (!yes) return set({ ...state, asking: null });
      set({ ...next, asking: null });
      if (start) begin();
    },
    stop() {
      if (state.sizing?.batch === null) set({ ...state, sizing: null });
      else batches.stop();
    },
    move(by) {
      const { picking, cursor } = state;
      if (picking === null) set({ ...state, cursor: inside(cursor + by, state.rows.length) });
      else set({ ...state, picking: movedPicking(picking, by, setting()) });
    },
    toggle(at) {
      const row = state.rows[at]!;
      const reason = whyNotAs(row);
      if (reason !== null) return services.say(`${card().id} does not run under ${row.label}: ${reason}`);
      set(toggled(state, at));
    },
    moreRuns: (by) => set({ ...state, runs: moreRuns(state, by) }),
    openList() {
      if (isRunning(state)) services.say(underWay, () => batches.running);
      else set({ ...state, picking: pickingOn(runsOn(), card().id, setting()) });
    },
    closeList: () => set({ ...state, picking: null }),
    pick() {
      const picking = state.picking!;
      const next = pickedCard(picking, setting());
      const { value: wish, refusal } = pickedWork(picking, setting());
      const isAlone = state.beside.length === 0;
      if (isAlone && next === card() && picking.on.interpreter?.path === runsOn().interpreter?.path)
        set({ ...state, picking: null });
      else if (refusal) services.say(onScreen(refusal));
      else goOn(withWish(state, wish, next), false);
    },
    stepRuntime: (by) => set({ ...state, picking: steppedPicking(state.picking!, by, setting()) }),
    openNumbers() {
      if (isRunning(state)) services.say(underWay, () => batches.running);
      else {
        const { wish, beside, lanes } = state;
        set({ ...state, form: { wish, beside, lanes, field: 0 } });
      }
    },
    moveField(by) {
      const last = fields().length;
      set({ ...state, form: { ...state.form!, field: inside(state.form!.field + by, last) } });
    },
    type: (character) => set({ ...state, form: edited(state.form!, field(), character) }),
    step: (by) => set({ ...state, form: moved(state.form!, field(), by, otherSide(card(), setting())) }),
    takeNumbers() {
      const next = draftOf(state, card());
      const { refusal } = variantsOf(next, card(), services.room);
      if (refusal) services.say(onScreen(refusal));
      else if (isSame(next)) set({ ...state, form: null });
      else goOn(next, false);
    },
    closeNumbers: () => set({ ...state, form: null }),
    openInLab: () => services.openInLab({ ...state.wish, ...chosenRow(state).choice }, !batches.running),
    about: () => services.goTo('models', { at: chosenRow(state).choice.model }),
  };

  /** Takes up what the person came for; else what was chosen in the lab since. */
  function enter({ wish, models, start, ...asked }: ScreenArgument): void {
    const chosen = chosenWork(services);
    const other = wish ?? (sameWork(chosen, seen) ? undefined : chosen);
    seen = chosen;
    if (isRunning(state)) {
      if (wish) services.say(underWay, () => batches.running);
      return;
    }
    const { lanes = {}, beside = [] } = asked;
    const isOther = other && !isSame({ wish: other, lanes, beside });
    let next = isOther ? withWish(state, withoutModel(other), workOf(other), { lanes, beside }) : state;
    if (models) next = withModels(next, models);
    const { runs = next.runs, by = next.by, budgetMs = next.budgetMs } = asked;
    goOn({ ...next, runs, by, budgetMs }, start === true);
  }

  enter(argument);
  return {
    heading: () => headingOf([runsOn(), ...placesOf(state)], environment.runtime),
    subtitle: (width) => compareSubtitle(state, width, setting()),
    draw: (size) => compareView(state, size, setting()),
    note: () => (state.asking === null ? null : theme.paint('warn', state.asking.text)),
    keys: () => compareKeys(state, commands),
    terms: compareTerms,
    enter,
    parting() {
      if (state.comparison === null) return null;
      const plain = createTheme({ colour: false, unicode: environment.unicode });
      return partingRows(state, partingWidth, { ...setting(), theme: plain });
    },
  };
};

/** What Enter would throw away, and for what. */
function questionOf(before: CompareState, next: CompareState): string {
  const { workload } = next.wish;
  if (workload !== before.wish.workload) return `Enter drops these results for ${workload}; Esc keeps them`;
  if (next.batch !== before.batch) return 'Enter drops these results for new options; Esc keeps them';
  return 'Enter again replaces these results; Esc keeps them';
}

const inside = (at: number, length: number) => Math.min(length - 1, Math.max(0, at));
