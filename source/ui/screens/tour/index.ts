import { claimsOf } from '../../../tour/chapter.ts';
import type { ScreenArgument } from '../screen.ts';
import type { CreateScreen } from '../services.ts';
import { checkerOf } from '../shared/checker.ts';
import { headingOf } from '../shared/runtimes.ts';
import { guideTerm, verdictTerms } from '../shared/terms.ts';
import { tourKeys } from './keys.ts';
import { atStart, chapterOf, collected, jumpedTo, type TourState } from './state.ts';
import { drawChapter, tourSubtitle } from './view.ts';

/** The Python guide as a walk: each chapter makes its point, runs its example and explains what came out. */
export const createScreen: CreateScreen = (services, changed, argument) => {
  const { theme } = services;
  let state = atStart;
  const checker = checkerOf(services, () => {
    // What was shown in another runtime is not true in this one.
    if (checker.where !== where) state = { ...state, shown: new Map(), running: null };
    where = checker.where;
    set(collected(state, checker.fresh, checker.batch?.state !== 'running'));
  });
  let where = checker.where;

  function set(next: TourState): void {
    state = next;
    changed();
  }

  function run(): void {
    const { running } = state;
    // Before the start: its first change may come at once.
    set({ ...state, running: state.at });
    if (!checker.start(claimsOf(chapterOf(state)))) set({ ...state, running });
  }

  function enter({ where, at, start }: ScreenArgument): void {
    if (where) checker.moveTo(where);
    set(jumpedTo(state, at));
    if (start) run();
  }

  enter(argument);
  return {
    heading: () => headingOf([checker.where], services.environment.runtime),
    subtitle: () => tourSubtitle(state, theme),
    draw: (size) => drawChapter(state, checker, size, theme),
    keys: () => tourKeys(state, { checker, services, set, run }),
    terms: [guideTerm, ...verdictTerms],
    enter,
  };
};
