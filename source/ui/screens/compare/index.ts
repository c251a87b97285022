import { whyNot } from '../../../catalog/models.ts';
import { onScreen } from '../../../catalog/refusal.ts';
import type { Wish } from '../../../catalog/wish.ts';
import { defaultRuns } from '../../../comparison/plan-comparison.ts';
import { modelIds } from '../../../protocol/plan.ts';
import { createTheme } from '../../theme.ts';
import type { ScreenArgument } from '../screen.ts';
import type { CreateScreen, ScreenServices } from '../services.ts';

import { type CompareCommands, compareKeys } from './keys.ts';
import {
  type CompareState,
  chosenModel,
  isRunning,
  plansOf,
  toggled,
  withBatch,
  withModels,
  withRuns,
  withWish,
} from './state.ts';
import { compareTerms } from './terms.ts';
import { compareSubtitle, compareView, partingRows, type Setting } from './view.ts';

/** Wide enough for all columns that are worth a line of the normal screen. */
const partingWidth = 80;

/** The same work under several models, side by side. */
export const createScreen: CreateScreen = (services, changed, argument) => {
  const { batches, theme, workloads, environment } = services;
  let seen = chosenWork(services);
  let state: CompareState = {
    wish: seen,
    leftOut: [],
    runs: defaultRuns,
    cursor: 0,
    picking: null,
    batch: null,
    comparison: null,
  };

  const set = (next: CompareState) => {
    state = next;
    changed();
  };
  const card = () => workloads.find(({ id }) => id === state.wish.workload) ?? workloads[0]!;
  const setting = (): Setting => ({ card: card(), workloads, room: services.room, theme });

  const commands: CompareCommands = {
    start() {
      const plans = plansOf(state, card(), services.room);
      if (plans.refusal) return services.say(onScreen(plans.refusal));
      const turns = plans.value.map((plan) => ({ plan }));
      const reason = batches.start(turns, (batch) => set(withBatch(state, batch)));
      if (reason !== null) services.say(reason);
    },
    stop: () => batches.stop(),
    move(by) {
      const { picking, cursor } = state;
      if (picking === null) set({ ...state, cursor: inside(cursor + by, modelIds.length) });
      else set({ ...state, picking: inside(picking + by, workloads.length) });
    },
    toggle(row) {
      const model = modelIds[row ?? state.cursor]!;
      const reason = whyNot(model, card(), state.wish.parameters ?? {});
      if (reason !== null) return services.say(`${card().id} does not run under ${model}: ${reason}`);
      set(toggled(state, model));
    },
    moreRuns: (by) => set(withRuns(state, state.runs + by)),
    openList() {
      if (isRunning(state)) services.say('runs are under way: c stops them');
      else set({ ...state, picking: Math.max(0, workloads.indexOf(card())) });
    },
    closeList: () => set({ ...state, picking: null }),
    pick() {
      const { id } = workloads[state.picking!]!;
      const same = id === state.wish.workload;
      set(same ? { ...state, picking: null } : withWish(state, { workload: id }));
    },
    openInLab: () => services.openInLab({ ...state.wish, model: chosenModel(state) }, !batches.running),
    about: () => services.goTo('models', { at: chosenModel(state) }),
  };

  /** Takes up what the person came for; else what was chosen in the lab since. */
  function enter({ wish, models, runs, start }: ScreenArgument): void {
    const chosen = chosenWork(services);
    const other = wish ?? (sameWork(chosen, seen) ? undefined : chosen);
    seen = chosen;
    if (isRunning(state)) {
      if (wish) services.say('runs are under way: c stops them');
      return;
    }
    let next = other && !sameWork(other, state.wish) ? withWish(state, withoutModel(other)) : state;
    if (models) next = withModels(next, models);
    if (runs !== undefined) next = withRuns(next, runs);
    set(next);
    if (start) commands.start();
  }

  enter(argument);
  return {
    subtitle: (width) => compareSubtitle(state, width, setting()),
    draw: (size) => compareView(state, size, setting()),
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
