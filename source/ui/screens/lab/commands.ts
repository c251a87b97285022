import type { Choice } from '../../../catalog/make-plan.ts';
import { runtimeCard } from '../../../catalog/runtimes/index.ts';
import type { ModelId, Plan } from '../../../protocol/plan.ts';
import { filterTasks, followedPosition, isFilter } from '../../panes/task-list.ts';
import { type Chosen, choiceOf, fieldsOf, planOf, stepped } from './choice.ts';
import { bodySize, placesOf } from './frame.ts';
import { bindingFor, type Command } from './keymap.ts';
import { chosenCard, type Screen, shownSession } from './screen.ts';
import { type Move, move } from './scrolling.ts';
import { type Action, contextOf, type Section } from './state.ts';

/** What a key can do besides changing the screen's own state. */
export type Effects = {
  dispatch(action: Action): void;
  start(plan: Plan, choice: Choice & { workload: string }): void;
  cancel(): void;
  openMenu(): void;
  /** Shows a model's card. */
  about(model: ModelId): void;
  /** To the screen that sent the person here, if one did. */
  back(): void;
  /** Why nothing can be run now, in one line; null when it can. */
  refusal(): string | null;
  quit(): void;
};

/** A change of the screen's state, or null where there is none. */
type Handler = (screen: Screen, key: string, effects: Effects) => Action | null;

/** Does what a key means where the keys go now. */
export function handleKey(key: string, screen: Screen, effects: Effects): void {
  if (key === '') return;
  const context = contextOf(screen.state);
  const command = bindingFor(key, context)?.command;
  if (screen.state.message !== null) effects.dispatch({ type: 'message', text: null });
  const typed = context === 'filter' && !command && !key.startsWith('ctrl-');
  const action = command
    ? handlers[command](screen, key, effects)
    : typed
      ? type(key === 'space' ? ' ' : key, screen)
      : null;
  if (action) effects.dispatch(action);
}

/** Makes a handler of what only has an effect. */
const only =
  (effect: (effects: Effects) => void): Handler =>
  (_screen, _key, effects) => {
    effect(effects);
    return null;
  };

const openSection =
  (section: Section): Handler =>
  () => ({ type: 'section', section });

const scroll =
  (how: Move): Handler =>
  (screen) =>
    move(how, screen);

const vertical =
  (how: 'up' | 'down'): Handler =>
  (screen) =>
    screen.state.view.kind === 'choose' ? choose(how === 'down' ? 1 : -1, screen) : move(how, screen);

const handlers: Record<Command, Handler> = {
  quit: only(({ quit }) => quit()),
  cancel: only(({ cancel }) => cancel()),
  run,
  screens: only(({ openMenu }) => openMenu()),
  about({ state }, _key, { about }) {
    about(state.chosen.model);
    return null;
  },
  help: ({ state }) => ({ type: 'view', view: { kind: 'help', scroll: 0, back: state.view } }),
  'pick-model': ({ state }, key) => ({ type: 'model', model: modelIdsOf(state.chosen)[Number(key) - 1]! }),
  'choose-model': openSection('model'),
  'choose-workload': openSection('workload'),
  'choose-numbers': openSection('numbers'),
  next: (screen) => tab(1, screen),
  previous: (screen) => tab(-1, screen),
  type: (screen, key) => type(key, screen),
  erase: (screen) => type(null, screen),
  less: (screen) => step(-1, screen),
  more: (screen) => step(1, screen),
  up: vertical('up'),
  down: vertical('down'),
  'page-up': scroll('page-up'),
  'page-down': scroll('page-down'),
  first: scroll('first'),
  last: scroll('last'),
  open,
  back(screen, _key, { back }) {
    if (!isHome(screen)) return { type: 'back' };
    back();
    return null;
  },
  filter: () => ({ type: 'open-filter' }),
  accept,
  pause(screen) {
    const session = shownSession(screen);
    return session && { type: 'pause', session };
  },
};

function run(screen: Screen, _key: string, { start, refusal }: Effects): Action | null {
  const { state, runs, room } = screen;
  const card = chosenCard(screen);
  if (runs.running) return { type: 'message', text: 'a run is under way: c cancels it' };
  const reason = refusal();
  if (reason !== null) return { type: 'message', text: reason };
  const plan = planOf(state.chosen, card, room);
  if (typeof plan === 'string') return { type: 'message', text: plan };
  start(plan, choiceOf(state.chosen, card));
  return { type: 'started' };
}

/** Whether nothing within the lab is left to go back from: without a run there is nothing behind the choice. */
function isHome(screen: Screen): boolean {
  const { view, filter, cursor, scroll } = screen.state;
  if (view.kind === 'choose') return shownSession(screen) === null;
  const still = filter === '' && cursor === null && Object.keys(scroll).length === 0;
  return view.kind === 'panes' && still && screen.backTo !== null;
}

const sections: readonly Section[] = ['model', 'workload', 'numbers'];

function tab(by: 1 | -1, screen: Screen): Action | null {
  const { state } = screen;
  const next = <T>(list: readonly T[], current: T) =>
    list[(Math.max(0, list.indexOf(current)) + by + list.length) % list.length]!;
  if (state.view.kind === 'choose') return { type: 'section', section: next(sections, state.view.section) };
  const session = shownSession(screen);
  if (!session) return null;
  const ids = placesOf(screen, session, bodySize(screen)).map(({ id }) => id);
  return ids.length > 0 ? { type: 'focus', pane: next(ids, state.focus) } : null;
}

const modelIdsOf = ({ runtime }: Chosen): ModelId[] => runtimeCard(runtime).models.map(({ id }) => id);

/** Up and down among what can be chosen. */
function choose(by: 1 | -1, screen: Screen): Action | null {
  const { state, workloads, room } = screen;
  if (state.view.kind !== 'choose') return null;
  const near = <T>(list: readonly T[], at: number) => list[Math.min(list.length - 1, Math.max(0, at + by))]!;
  const card = chosenCard(screen);
  switch (state.view.section) {
    case 'model': {
      const ids = modelIdsOf(state.chosen);
      return { type: 'model', model: near(ids, ids.indexOf(state.chosen.model)) };
    }
    case 'workload':
      return { type: 'workload', workload: near(workloads, workloads.indexOf(card)).id };
    case 'numbers': {
      const last = fieldsOf(state.chosen, card, room).length - 1;
      return { type: 'field', field: Math.min(last, Math.max(0, state.view.field + by)) };
    }
  }
}

function currentField({ state, room, workloads }: Screen) {
  const fields = fieldsOf(state.chosen, chosenCard({ state, workloads }), room);
  // A model with fewer fields may have been picked meanwhile.
  return state.view.kind === 'choose' ? fields[Math.min(state.view.field, fields.length - 1)] : undefined;
}

function step(by: 1 | -1, screen: Screen): Action | null {
  const field = currentField(screen);
  return field ? { type: 'typed', field: field.key, text: stepped(field, by) } : null;
}

/** Longest text of a field or filter that anyone means. */
const longest = 24;

/** Adds a character to the field or the filter; null takes one away. */
function type(character: string | null, screen: Screen): Action | null {
  const edit = (text: string) =>
    character === null ? text.slice(0, -1) : (text + character).slice(0, longest);
  if (screen.state.view.kind === 'filter') return { type: 'filter', text: edit(screen.state.filter) };
  const field = currentField(screen);
  // A word out of a list is stepped through, not typed.
  if (!field || field.spec?.type === 'choice') return null;
  return { type: 'typed', field: field.key, text: edit(field.text) };
}

function accept({ state }: Screen): Action | null {
  if (state.view.kind !== 'filter') return null;
  if (isFilter(state.filter)) return { type: 'view', view: state.view.back };
  const text = `"${state.filter}" is no filter: use waiting, running, done, failed, cancelled, 12, or 10-20`;
  return { type: 'message', text };
}

/** Enter: zooms the pane with the keys; in the zoomed list, opens the chosen task. */
function open(screen: Screen): Action | null {
  const { state } = screen;
  const session = shownSession(screen);
  if (!session) return null;
  if (state.view.kind === 'panes') return { type: 'view', view: { kind: 'zoom' } };
  const list = filterTasks(session.tasks, state.filter);
  if (state.focus !== 'tasks' || list.length === 0) return null;
  const position = Math.min(list.length - 1, state.cursor ?? followedPosition(session.tasks, list));
  return { type: 'view', view: { kind: 'task', task: list.at(position), scroll: 0 } };
}
