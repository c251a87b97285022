import { onScreen } from '../../../catalog/refusal.ts';
import type { Wish } from '../../../catalog/wish.ts';
import { defaultRuns, whyNotAs } from '../../../comparison/plan-comparison.ts';
import { createTheme } from '../../theme.ts';
import type { ScreenArgument } from '../screen.ts';
import type { CreateScreen, ScreenServices } from '../services.ts';
import { type CompareCommands, compareKeys } from './keys.ts';
import {
  type CompareState,
  chosenRow,
  isRunning,
  startCompare,
  toggled,
  turnsOf,
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
  let state = startCompare(seen, defaultRuns);

  const set = (next: CompareState) => {
    state = next;
    changed();
  };
  const card = () => workloads.find(({ id }) => id === state.wish.workload) ?? workloads[0]!;
  const setting = (): Setting => ({ card: card(), workloads, room: services.room, theme });

  const commands: CompareCommands = {
    start() {
      const turns = turnsOf(state, card(), services.room);
      if (turns.refusal) return services.say(onScreen(turns.refusal));
      const reason = batches.start(turns.value, (batch) => set(withBatch(state, batch)));
      if (reason !== null) services.say(reason, () => batches.refusal() !== null);
    },
    stop: () => batches.stop(),
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
    moreRuns: (by) => set(withRuns(state, state.runs + by)),
    openList() {
      if (isRunning(state)) services.say('runs are under way: c stops them', () => batches.running);
      else set({ ...state, picking: Math.max(0, workloads.indexOf(card())) });
    },
    closeList: () => set({ ...state, picking: null }),
    pick() {
      const { id } = workloads[state.picking!]!;
      const same = id === state.wish.workload;
      set(same ? { ...state, picking: null } : withWish(state, { workload: id }));
    },
    openInLab: () => services.openInLab({ ...state.wish, ...chosenRow(state).choice }, !batches.running),
    about: () => services.goTo('models', { at: chosenRow(state).choice.model }),
  };

  /** Takes up what the person came for; else what was chosen in the lab since. */
  function enter({ wish, models, runs, start }: ScreenArgument): void {
    const chosen = chosenWork(services);
    const other = wish ?? (sameWork(chosen, seen) ? undefined : chosen);
    seen = chosen;
    if (isRunning(state)) {
      if (wish) services.say('runs are under way: c stops them', () => batches.running);
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
