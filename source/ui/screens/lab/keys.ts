import { onScreen } from '../../../catalog/refusal.ts';
import type { Choice } from '../../../catalog/wish.ts';
import type { ModelId, Plan } from '../../../protocol/plan.ts';
import type { Size } from '../../draw.ts';
import { placesOf } from '../../panes/board.ts';
import { outputPane } from '../../panes/output.ts';
import { filterTasks, followedPosition, isFilter } from '../../panes/task-list.ts';
import type { HelpPart, Prompt, ScreenKey } from '../screen.ts';
import { typed } from '../shared/fields.ts';
import { chosenPath, type FileEffects } from '../shared/file-prompt.ts';
import type { Move } from '../shared/stepping.ts';
import { choiceOf } from './choice.ts';
import { choose, edit, modelIdsOf, step, stepRuntime } from './choosing.ts';
import { type Binding, bindings, type Command, helpSections, hintOrder } from './keymap.ts';
import { move } from './scrolling.ts';
import { chosenCard, chosenPlan, nextRun, type Snapshot, shownSession } from './snapshot.ts';
import { type Action, contextOf, type FileView, isOnFileLine, type Section } from './state.ts';
import { boardOf } from './view.ts';

/** What a key can do besides changing the screen's own state. */
export type Effects = {
  dispatch(action: Action): void;
  start(plan: Plan, choice: Choice & { workload: string }): void;
  cancel(): void;
  /** Shows a model's card. */
  about(model: ModelId): void;
  /** Says in one line why a wish was not met, no longer than that holds. */
  say(text: string, holds?: () => boolean): void;
  readonly file: FileEffects;
  /** Why nothing can be run now, in one line; null when it can. */
  refusal(): string | null;
};

/** What the keys do now, those of the footer first. */
export function labKeys(snapshot: Snapshot, effects: Effects): ScreenKey[] {
  const context = contextOf(snapshot.state);
  const order = hintOrder[context];
  const placeOf = ({ command }: Binding) => (order.includes(command) ? order.indexOf(command) : order.length);
  return bindings
    .filter((binding) => binding.in.includes(context) && (binding.command !== 'back' || leadsBack(snapshot)))
    .toSorted((a, b) => placeOf(a) - placeOf(b))
    .map((binding) => {
      const { command, help } = binding;
      const { keys, shown } = command === 'pick-model' ? digitsOf(snapshot) : binding;
      const hinted = order.includes(command) && makesSense(command, snapshot);
      return {
        ...{ keys, shown, help, hint: hinted ? hintOf(binding, snapshot) : '' },
        press(key, size) {
          const action = handlers[command]({ snapshot, key, size, effects });
          if (action) effects.dispatch(action);
        },
      };
    });
}

/** The keys of the models that the chosen runtime has. */
function digitsOf({ state }: Snapshot): Pick<Binding, 'keys' | 'shown'> {
  const digits = modelIdsOf(state.chosen).map((_, at) => at + 1);
  return { keys: digits.join(' '), shown: `1-${digits.length}` };
}

/** What Enter or r does is not the same everywhere. */
function hintOf({ command, hint }: Binding, snapshot: Snapshot): string {
  if (command !== 'run') return hint;
  if (isOnFileLine(snapshot.state.view)) return 'open';
  return seen(snapshot) && nextRun(snapshot) === null ? 'again' : hint;
}

/** All keys by where they work, for the help. */
export const labHelp: readonly HelpPart[] = helpSections.map(({ id, title }) => ({
  title,
  keys: bindings.filter(({ section }) => section === id),
}));

/** What does nothing now is not offered: no run to cancel, or one that must end first. */
function makesSense(command: Command, { state, runs }: Snapshot): boolean {
  if (command === 'cancel') return runs.running;
  if (command === 'run') return !runs.running;
  if (command === 'pause') return runs.running || state.pause.kind === 'paused';
  if (command === 'output') return outputPane.shown(runs.session!);
  if (command === 'open' || command === 'filter')
    return state.view.kind !== 'zoom' || state.focus === 'tasks';
  return true;
}

/** Whether a run is in front, and not the choice of one. */
const seen = ({ state, runs }: Snapshot) => state.view.kind !== 'choose' && runs.session !== null;

/** Whether anything within the lab is left to go back from: without a run there is nothing behind the choice. */
function leadsBack(snapshot: Snapshot): boolean {
  const { view, filter, cursor, scroll } = snapshot.state;
  if (view.kind === 'choose') return shownSession(snapshot) !== null;
  return view.kind !== 'panes' || filter !== '' || cursor !== null || Object.keys(scroll).length > 0;
}

/** The filter while it is typed. */
export function filterPrompt({ state, theme }: Snapshot, dispatch: (action: Action) => void): Prompt | null {
  if (state.view.kind !== 'filter') return null;
  const about = theme.paint('dim', 'done, failed, running, 12, 10-20   Enter apply  Esc back');
  return {
    row: ` /${state.filter}_   ${about}`,
    type: (character) => dispatch({ type: 'filter', text: typed(state.filter, character) }),
  };
}

type Press = { snapshot: Snapshot; key: string; size: Size; effects: Effects };
/** A change of the screen's state, or null where there is none. */
type Handler = (press: Press) => Action | null;

const openSection =
  (section: Section): Handler =>
  () => ({ type: 'section', section });

/** Something in the prompt for a file; nothing else is done while a file is loaded. */
function inFile(does: (view: FileView, effects: Effects) => Action | null): Handler {
  return ({ snapshot: { state }, effects }) =>
    (state.view.kind === 'file' && !state.view.loading && does(state.view, effects)) || null;
}

function openFile({ effects }: Pick<Press, 'effects'>): Action {
  return { type: 'open-file', recent: effects.file.recent() };
}

const scroll =
  (how: Move): Handler =>
  ({ snapshot, size }) =>
    move(how, snapshot, size);

const vertical =
  (how: 'up' | 'down'): Handler =>
  ({ snapshot, size }) =>
    snapshot.state.view.kind === 'choose'
      ? choose(how === 'down' ? 1 : -1, snapshot)
      : move(how, snapshot, size);

const isBack = (key: string) => key === 'left' || key === 'h';

const handlers: Record<Command, Handler> = {
  run,
  cancel({ effects }) {
    effects.cancel();
    return null;
  },
  about({ snapshot, effects }) {
    effects.about(snapshot.state.chosen.model);
    return null;
  },
  'pick-model': ({ snapshot, key }) => ({
    type: 'model',
    model: modelIdsOf(snapshot.state.chosen)[Number(key) - 1]!,
  }),
  'choose-model': openSection('model'),
  'choose-workload': openSection('workload'),
  'choose-options': openSection('options'),
  next: (press) => tab(1, press),
  previous: (press) => tab(-1, press),
  type: ({ snapshot, key }) => edit(key, snapshot),
  erase: ({ snapshot }) => edit(null, snapshot),
  step: ({ snapshot, key }) => step(isBack(key) ? -1 : 1, snapshot),
  runtime: ({ snapshot, key }) => stepRuntime(isBack(key) ? -1 : 1, snapshot),
  up: vertical('up'),
  down: vertical('down'),
  'page-up': scroll('page-up'),
  'page-down': scroll('page-down'),
  first: scroll('first'),
  last: scroll('last'),
  open,
  back({ effects }) {
    effects.file.stop();
    return { type: 'back' };
  },
  'open-file': openFile,
  complete: inFile((view, { file }) => {
    file.complete(view);
    return null;
  }),
  load: inFile((view, { file }) => {
    file.load(view);
    return null;
  }),
  'path-before': inFile((view) => ({ type: 'file', change: chosenPath(view, -1) })),
  'path-after': inFile((view) => ({ type: 'file', change: chosenPath(view, 1) })),
  filter: () => ({ type: 'open-filter' }),
  accept,
  output({ snapshot, effects }) {
    const session = shownSession(snapshot);
    if (session && outputPane.shown(session)) return { type: 'zoom', pane: outputPane.id };
    effects.say('Nothing was printed.');
    return null;
  },
  pause({ snapshot }) {
    const session = shownSession(snapshot);
    return session && makesSense('pause', snapshot) ? { type: 'pause', session } : null;
  },
};

/** Runs what is chosen, or says why not. */
export function run({ snapshot, effects }: Pick<Press, 'snapshot' | 'effects'>): Action | null {
  const { state } = snapshot;
  if (isOnFileLine(state.view)) return openFile({ effects });
  const card = chosenCard(snapshot);
  const reason = effects.refusal();
  const plan = chosenPlan(snapshot);
  if (reason !== null) effects.say(reason, () => effects.refusal() !== null);
  else if (plan.refusal === null) {
    effects.start(plan.value, choiceOf(state.chosen, card));
    return { type: 'started' };
  }
  // The choice says by itself why it cannot be run.
  else if (state.view.kind !== 'choose') effects.say(onScreen(plan.refusal));
  return null;
}

const sections: readonly Section[] = ['model', 'workload', 'options'];

function tab(by: 1 | -1, { snapshot, size }: Press): Action | null {
  const { state } = snapshot;
  const next = <T>(list: readonly T[], current: T) =>
    list[(Math.max(0, list.indexOf(current)) + by + list.length) % list.length]!;
  if (state.view.kind === 'choose') return { type: 'section', section: next(sections, state.view.section) };
  const session = shownSession(snapshot);
  if (!session) return null;
  const ids = placesOf(boardOf(snapshot, session), size).map(({ id }) => id);
  return ids.length > 0 ? { type: 'focus', pane: next(ids, state.focus) } : null;
}

function accept({ snapshot, effects }: Press): Action | null {
  const { view, filter } = snapshot.state;
  if (view.kind !== 'filter') return null;
  if (isFilter(filter)) return { type: 'view', view: view.back };
  effects.say(`"${filter}" is not a filter. Use a state (failed), a number (12) or a range (10-20).`);
  return null;
}

/** Enter: zooms the pane with the keys; in the zoomed list, opens the chosen task. */
function open({ snapshot }: Press): Action | null {
  const { state } = snapshot;
  const session = shownSession(snapshot);
  if (!session) return null;
  if (state.view.kind === 'panes') return { type: 'view', view: { kind: 'zoom' } };
  const list = filterTasks(session.tasks, state.filter);
  if (state.focus !== 'tasks' || list.length === 0) return null;
  const position = Math.min(list.length - 1, state.cursor ?? followedPosition(session.tasks, list));
  return { type: 'view', view: { kind: 'task', task: list.at(position), scroll: 0 } };
}
