import { choosesSizes, comparedSizes } from '../../../answer/compared-sizes.ts';
import { onScreen } from '../../../catalog/refusal.ts';
import type { Wish } from '../../../catalog/wish.ts';
import { type LanesOf, whyNotAs } from '../../../comparison/plan-comparison.ts';
import { inOrder } from '../../../runner/batch.ts';
import { calibrationPlan } from '../../../work/calibration.ts';
import { createTheme } from '../../theme.ts';
import type { ScreenArgument } from '../screen.ts';
import type { CreateScreen, ScreenServices } from '../services.ts';
import { type CompareCommands, compareKeys } from './keys.ts';
import { draftOf, edited, fieldsOf, moved } from './numbers.ts';
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
  const cardOf = ({ workload }: Wish) => workloads.find(({ id }) => id === workload) ?? workloads[0]!;
  let state = startCompare(seen, cardOf(seen));

  const set = (next: CompareState) => {
    state = next;
    changed();
  };
  const card = () => cardOf(state.wish);
  const setting = (): Setting => ({ card: card(), workloads, room: services.room, theme });

  /** Runs what is chosen; of a person's work first once, to find numbers that suit it. */
  function begin(): void {
    if (choosesSizes(card(), state.wish, state.lanes)) void size();
    else run();
  }

  async function size(): Promise<void> {
    const [wishes, plan] = [wishesOf(state, card()), calibrationPlan(state.wish, card(), services.room)];
    const refusal = wishes.refusal ?? plan.refusal;
    const reason = refusal ? onScreen(refusal) : batches.refusal();
    if (reason !== null) return services.say(reason, () => batches.refusal() !== null);
    const looking = { batch: null };
    set({ ...state, sizing: looking, batch: null, comparison: null });
    const { handoverMs } = await services.lookBefore(0);
    // Stopped meanwhile, or begun again.
    if (state.sizing !== looking) return;
    const asked = { card: card(), wishes: wishes.value!, choice: state.wish, named: state.named };
    const refused = batches.start(inOrder([{ plan: plan.value! }]), (batch) => {
      const [ran] = batch.ended;
      if (batch.state === 'running') set({ ...state, sizing: { batch } });
      else if (!ran || batch.state === 'stopped') set({ ...state, sizing: null });
      else {
        set(withSizes(state, comparedSizes(asked, ran, services.room, handoverMs)));
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

  const field = () => fieldsOf(state, card(), services.room)[state.form!.field]!;

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
      else set({ ...state, picking: inside(picking + by, workloads.length) });
    },
    toggle(at) {
      const row = state.rows[at]!;
      const reason = whyNotAs(row, card());
      if (reason !== null) return services.say(`${card().id} does not run under ${row.label}: ${reason}`);
      set(toggled(state, at));
    },
    moreRuns: (by) => set({ ...state, runs: moreRuns(state, by) }),
    openList() {
      if (isRunning(state)) services.say(underWay, () => batches.running);
      else set({ ...state, picking: Math.max(0, workloads.indexOf(card())) });
    },
    closeList: () => set({ ...state, picking: null }),
    pick() {
      const { id } = workloads[state.picking!]!;
      const same = id === state.wish.workload;
      if (same) set({ ...state, picking: null });
      else goOn(withWish(state, { workload: id }, workloads[state.picking!]!), false);
    },
    openNumbers() {
      if (isRunning(state)) services.say(underWay, () => batches.running);
      else set({ ...state, form: { wish: state.wish, lanes: state.lanes, field: 0 } });
    },
    moveField(by) {
      const last = fieldsOf(state, card(), services.room).length;
      set({ ...state, form: { ...state.form!, field: inside(state.form!.field + by, last) } });
    },
    type: (character) => set({ ...state, form: edited(state.form!, field(), character) }),
    step: (by) => set({ ...state, form: moved(state.form!, field(), by) }),
    takeNumbers() {
      const next = draftOf(state, card());
      const { refusal } = variantsOf(next, card(), services.room);
      if (refusal) services.say(onScreen(refusal));
      else if (sameWork(next.wish, state.wish) && sameLanes(next.lanes, state.lanes))
        set({ ...state, form: null });
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
    const { lanes = {} } = asked;
    const isOther = other && !(sameWork(other, state.wish) && sameLanes(lanes, state.lanes));
    let next = isOther ? withWish(state, withoutModel(other), cardOf(other), lanes) : state;
    if (models) next = withModels(next, models);
    const { runs = next.runs, by = next.by, budgetMs = next.budgetMs } = asked;
    goOn({ ...next, runs, by, budgetMs }, start === true);
  }

  enter(argument);
  return {
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

function withoutModel({ model: _, ...work }: Wish): Wish {
  return work;
}

/**
 * What is chosen in the lab, less what was chosen for its model alone: "at once" counts threads under one and promises
 * under another.
 */
function chosenWork(services: ScreenServices): Wish {
  const { concurrency: _, poolThreads: __, ...work } = withoutModel(services.chosen());
  return work;
}

function sameWork(a: Wish, b: Wish): boolean {
  return JSON.stringify(withoutModel(a)) === JSON.stringify(withoutModel(b));
}

const sameLanes = (a: LanesOf, b: LanesOf) => JSON.stringify(a) === JSON.stringify(b);
