/** Where the keys go: one name for each kind of screen. */
export type Context = 'choose' | 'numbers' | 'panes' | 'zoom' | 'task' | 'filter' | 'help';

export type Command =
  | 'quit'
  | 'help'
  | 'screens'
  | 'about'
  | 'run'
  | 'cancel'
  | 'choose-model'
  | 'choose-workload'
  | 'choose-numbers'
  | 'pick-model'
  | 'next'
  | 'previous'
  | 'up'
  | 'down'
  | 'page-up'
  | 'page-down'
  | 'first'
  | 'last'
  | 'less'
  | 'more'
  | 'open'
  | 'back'
  | 'filter'
  | 'pause'
  | 'type'
  | 'erase'
  | 'accept';

export type Binding = {
  command: Command;
  /** Names of keys, as `keyName` makes them. */
  keys: readonly string[];
  in: readonly Context[];
  /** The keys as people read them. */
  shown: string;
  /** One or two words for the footer; empty: not in the footer. */
  hint: string;
  help: string;
};

function bind(
  command: Command,
  keys: string,
  where: readonly Context[],
  shown: string,
  hint: string,
  help: string,
): Binding {
  return { command, keys: keys.split(' '), in: where, shown, hint, help };
}

const live: readonly Context[] = ['panes', 'zoom'];
const form: readonly Context[] = ['choose', 'numbers'];
const body: readonly Context[] = ['choose', 'numbers', 'panes', 'zoom', 'task'];
const seen: readonly Context[] = ['panes', 'zoom', 'task'];

/** The one table of keys: it drives the keys themselves, the footer and the help. First match wins. */
export const bindings: readonly Binding[] = [
  bind('type', '0 1 2 3 4 5 6 7 8 9 . -', ['numbers'], '0-9', 'type', 'type a number; none: the default'),
  bind('erase', 'backspace delete', ['numbers', 'filter'], 'Bksp', '', 'erase the last character'),
  bind('less', 'left h', ['numbers'], '←→', 'step', 'a number: one step less'),
  bind('more', 'right l', ['numbers'], '→ l', '', 'a number: one step more'),
  bind('run', 'enter r', form, 'Enter', 'run', 'run what is chosen'),
  bind('run', 'r', seen, 'r', 'run', 'run what is chosen, or run it again'),
  bind('cancel', 'c', body, 'c', 'cancel', 'cancel the run; again: kill it'),
  bind('pick-model', '1 2 3 4 5', ['choose', ...seen], '1-5', 'model', 'choose that model'),
  bind('choose-model', 'm', body, 'm', 'models', 'choose among the models'),
  bind('choose-workload', 'w', body, 'w', 'workload', 'choose the workload'),
  bind('choose-numbers', 'n', body, 'n', 'numbers', 'tasks, at once, and parameters'),
  bind('open', 'enter', ['panes'], 'Enter', 'zoom', 'the pane on the whole screen'),
  bind('open', 'enter', ['zoom'], 'Enter', 'task', 'in the zoomed list: about that task'),
  bind('next', 'tab', [...form, ...live], 'Tab', 'next', 'next pane or section'),
  bind('previous', 'shift-tab', [...form, ...live], 'Shift-Tab', '', 'pane or section before'),
  bind('up', 'up k', [...body, 'help'], '↑ k', '', 'up, or scroll up'),
  bind('down', 'down j', [...body, 'help'], '↓ j', '', 'down, or scroll down'),
  bind('page-up', 'pageup left h', [...live, 'help'], '← h', '', 'a page up (Page Up)'),
  bind('page-down', 'pagedown right l', [...live, 'help'], '→ l', '', 'a page down (Page Down)'),
  bind('first', 'home g', live, 'g', '', 'to the first row (Home)'),
  bind('last', 'end G', live, 'G', '', 'to the last row (End)'),
  bind('filter', '/', live, '/', 'filter', 'filter: failed, 12, or 10-20'),
  bind('pause', 'space', seen, 'Space', 'pause', 'hold the picture; the run goes on'),
  bind('accept', 'enter', ['filter'], 'Enter', 'filter', 'keep the filter'),
  bind('back', 'escape', [...body, 'filter'], 'Esc', 'back', 'back; or follow the run again'),
  bind('back', 'escape ? enter', ['help'], 'Esc', 'back', 'leave the help'),
  bind('about', 'i', body, 'i', 'about', 'the chosen model: cost and pitfalls'),
  bind('screens', 's', body, 's', 'screens', 'go to the guide, compare, and others'),
  bind('help', '?', body, '?', 'help', 'keys, and what every figure means'),
  bind('quit', 'q', [...body, 'help'], 'q', 'quit', 'quit; a run under way ends with it'),
  bind('quit', 'ctrl-c', [...body, 'filter', 'help'], 'Ctrl-C', '', 'quit from anywhere'),
];

/** The binding of a key where the keys go now. */
export function bindingFor(key: string, context: Context): Binding | undefined {
  return bindings.find((binding) => binding.keys.includes(key) && binding.in.includes(context));
}

/** Footer hints, in the order of use in that context. */
const hintOrder: Readonly<Record<Context, readonly Command[]>> = {
  choose: ['run', 'pick-model', 'next', 'about', 'back', 'screens', 'help', 'quit'],
  numbers: ['run', 'type', 'less', 'next', 'back', 'screens', 'help', 'quit'],
  panes: [
    'run',
    'cancel',
    'pick-model',
    'choose-workload',
    'choose-numbers',
    'next',
    'open',
    'pause',
    'back',
    'screens',
    'help',
    'quit',
  ],
  zoom: ['back', 'open', 'filter', 'pause', 'run', 'cancel', 'screens', 'help', 'quit'],
  task: ['back', 'run', 'screens', 'help', 'quit'],
  filter: ['accept', 'back'],
  help: ['back', 'quit'],
};

/** What the footer says: keys with a word each, the most useful first. */
export function hintsFor(
  context: Context,
  { running, session, backTo = null }: { running: boolean; session: unknown; backTo?: unknown },
  focus: string,
): { shown: string; hint: string }[] {
  return hintOrder[context].flatMap((command) => {
    // What does nothing now is not offered: no run to cancel, or one that must end first.
    if ((command === 'cancel' && !running) || (command === 'run' && running)) return [];
    if (context === 'zoom' && focus !== 'tasks' && (command === 'open' || command === 'filter')) return [];
    const behind = context === 'panes' ? backTo : (session ?? backTo);
    if (command === 'back' && behind === null && context !== 'help') return [];
    const binding = bindings.find((b) => b.command === command && b.in.includes(context) && b.hint !== '');
    return binding ? [{ shown: binding.shown, hint: binding.hint }] : [];
  });
}
