import { usualRuntime } from '../../../catalog/runtimes/index.ts';
import type { Choice, Wish } from '../../../catalog/wish.ts';
import type { OpenScreen, ScreenArgument } from '../screen.ts';
import type { ScreenServices } from '../services.ts';
import { type FilePrompt, fileEffects, listIsOld, promptOf } from '../shared/file-prompt.ts';
import { withInterpreter } from '../shared/runtimes.ts';
import { choiceOf, chosenFrom } from './choice.ts';
import { runOn } from './choosing.ts';
import { glossary } from './glossary.ts';
import { type Effects, filterPrompt, labHelp, labKeys, run } from './keys.ts';
import type { LabRuns } from './runs.ts';
import { chosenCard, type Snapshot, shownSession } from './snapshot.ts';
import { initialState, reduceLab, type View } from './state.ts';
import { drawBody } from './view.ts';
import { note } from './views/note.ts';
import { oneLine } from './views/one-line.ts';
import { heading, subtitle } from './views/subtitle.ts';

/** What the lab has beyond other screens: its run goes on while another is in front, and its choice is remembered. */
type LabServices = ScreenServices & {
  readonly runs: LabRuns;
  /** What is chosen at first. */
  readonly choice: Choice & { workload?: string };
  /** Told of every choice that was run. */
  onChoice(choice: Choice & { workload: string }): void;
};

/** The lab also says what is chosen in it: other screens begin with that. `leave` ends the loading of a file. */
type Lab = OpenScreen & { chosen(): Wish; leave(): void };

/** Choose a model and a workload, run it and watch it. */
export function createLab(services: LabServices, changed: () => void): Lab {
  const { workloads, room, theme, runs, batches, onChoice } = services;
  let state = initialState(chosenFrom(services.choice, workloads));
  function now(): Snapshot {
    const survey = services.survey();
    const chosen = withInterpreter(state.chosen, survey);
    return { state: { ...state, chosen }, runs: runs.getSnapshot(), workloads, survey, room, theme };
  }

  const effects: Effects = {
    dispatch(action) {
      const before = fileIn(state.view);
      state = reduceLab(state, action);
      const now = fileIn(state.view);
      if (listIsOld(before, now)) effects.file.list(now);
      changed();
    },
    start(plan, choice) {
      onChoice(choice);
      runs.start(plan);
    },
    cancel: runs.cancel,
    about: (model) => services.goTo('models', { at: model }),
    say: services.say,
    file: fileEffects(services, {
      now: () => fileIn(state.view),
      change: (change) => effects.dispatch({ type: 'file', change }),
      opened({ workload, runtime = usualRuntime.id, interpreter = null }) {
        effects.dispatch({ type: 'section', section: 'workload' });
        effects.dispatch(runOn({ runtime, interpreter }, workload, now()));
      },
    }),
    refusal() {
      if (runs.getSnapshot().running) return 'A run is under way. Press c to cancel it.';
      return batches.running
        ? 'Other runs are under way. Press s and go to their screen to stop them.'
        : null;
    },
  };

  return Object.assign(labScreen(now, effects), {
    chosen() {
      const snapshot = now();
      return choiceOf(snapshot.state.chosen, chosenCard(snapshot));
    },
    leave: () => effects.file.stop(),
    enter({ wish, start }: ScreenArgument) {
      if (!wish) return;
      effects.dispatch({ type: 'chosen', chosen: chosenFrom(wish, workloads) });
      effects.dispatch({ type: 'section', section: 'model' });
      const started = start ? run({ snapshot: now(), effects }) : null;
      if (started) effects.dispatch(started);
    },
  });
}

const fileIn = (view: View): FilePrompt | null => (view.kind === 'file' ? view : null);

/** The lab as it is at any moment. */
export function labScreen(now: () => Snapshot, effects: Effects): OpenScreen {
  return {
    subtitle(width, small) {
      const snapshot = now();
      return small ? oneLine(snapshot) : subtitle(snapshot, width);
    },
    draw: (size, small = false) => drawBody(now(), size, small),
    heading: () => heading(now()),
    note: () => note(now()),
    prompt() {
      const { state, theme } = now();
      const typing = fileIn(state.view);
      return typing
        ? promptOf(typing, theme, (change) => effects.dispatch({ type: 'file', change }))
        : filterPrompt(now(), effects.dispatch);
    },
    keys: () => labKeys(now(), effects),
    help: () => labHelp,
    get terms() {
      const snapshot = now();
      return glossary((shownSession(snapshot)?.plan ?? snapshot.state.chosen).runtime);
    },
  };
}
