import { runtimes } from '../../../catalog/runtimes/index.ts';

/** Where the keys go: one name for each kind of screen. */
export type Context = 'choose' | 'options' | 'panes' | 'zoom' | 'task' | 'filter' | 'file';

export type Command =
  | 'about'
  | 'run'
  | 'cancel'
  | 'choose-model'
  | 'choose-workload'
  | 'choose-options'
  | 'pick-model'
  | 'next'
  | 'previous'
  | 'up'
  | 'down'
  | 'page-up'
  | 'page-down'
  | 'first'
  | 'last'
  | 'step'
  | 'runtime'
  | 'open'
  | 'back'
  | 'filter'
  | 'open-file'
  | 'complete'
  | 'load'
  | 'path-before'
  | 'path-after'
  | 'output'
  | 'pause'
  | 'type'
  | 'erase'
  | 'accept';

export type Binding = {
  command: Command;
  /** Names of keys, separated by spaces, as `keyNames` makes them. */
  keys: string;
  in: readonly Context[];
  /** The keys as people read them. */
  shown: string;
  /** One or two words for the footer; empty: not in the footer. */
  hint: string;
  help: string;
  /** The part of the help it stands in. */
  section: HelpSection;
};

/** Where keys are looked for in the help, in that order. */
export const helpSections = [
  { id: 'choosing', title: 'Choosing what to run' },
  { id: 'run', title: 'A run' },
  { id: 'panes', title: 'Its panes and lists' },
  { id: 'numbers', title: 'Typing an option' },
  { id: 'file', title: 'Opening your own file' },
  { id: 'everywhere', title: 'Everywhere' },
] as const;
type HelpSection = (typeof helpSections)[number]['id'];

/** A digit a model, in their order, for the runtime that has most. */
const digits = Array.from(
  { length: Math.max(...runtimes.map(({ models }) => models.length)) },
  (_, at) => at + 1,
);

function bind(
  command: Command,
  keys: string,
  where: readonly Context[],
  shown: string,
  hint: string,
  help: string,
  section: HelpSection,
): Binding {
  return { command, keys, in: where, shown, hint, help, section };
}

const live: readonly Context[] = ['panes', 'zoom'];
const form: readonly Context[] = ['choose', 'options'];
const body: readonly Context[] = ['choose', 'options', 'panes', 'zoom', 'task'];
const seen: readonly Context[] = ['panes', 'zoom', 'task'];

/** The one table of keys: it drives the keys themselves, the footer and the help. */
export const bindings: readonly Binding[] = [
  bind(
    'type',
    '0 1 2 3 4 5 6 7 8 9 . -',
    ['options'],
    '0-9',
    'type',
    'type a number; empty: the default',
    'numbers',
  ),
  bind(
    'erase',
    'backspace delete',
    ['options', 'filter', 'file'],
    'Bksp',
    '',
    'delete the last character',
    'numbers',
  ),
  bind('step', 'left h right l', ['options'], '←→', 'step', 'one step down, one step up', 'numbers'),
  bind('runtime', 'left h right l', ['choose'], '←→', '', 'another runtime: Node.js, Python', 'choosing'),
  bind('run', 'enter r', form, 'Enter', 'run', 'run what is chosen', 'choosing'),
  bind('run', 'r', seen, 'r', 'run', 'run what is chosen, or run it again', 'run'),
  bind('cancel', 'c', body, 'c', 'cancel', 'cancel the run; c again kills it', 'run'),
  bind(
    'pick-model',
    digits.join(' '),
    ['choose', ...seen],
    `1-${digits.length}`,
    'model',
    'choose a model by its number',
    'choosing',
  ),
  bind('choose-model', 'm', body, 'm', 'models', 'go to the models', 'choosing'),
  bind('choose-workload', 'w', body, 'w', 'workload', 'go to the workloads', 'choosing'),
  bind('choose-options', 'n', body, 'n', 'options', 'tasks, at once and parameters', 'choosing'),
  bind('open-file', 'f', body, 'f', 'file', 'open a file of your own', 'choosing'),
  bind('complete', 'tab', ['file'], 'Tab', 'complete', 'complete the path', 'file'),
  bind('load', 'enter', ['file'], 'Enter', 'open', 'open the file or folder', 'file'),
  bind('path-before', 'up', ['file'], '↑', '', 'the path above in the list', 'file'),
  bind('path-after', 'down', ['file'], '↓', '', 'the path below in the list', 'file'),
  bind('open', 'enter', ['panes'], 'Enter', 'zoom', 'show the pane on the whole screen', 'panes'),
  bind('open', 'enter', ['zoom'], 'Enter', 'task', 'show that task (in the zoomed list)', 'panes'),
  bind('next', 'tab', live, 'Tab', 'pane', 'go to the next pane', 'panes'),
  bind('next', 'tab', form, 'Tab', 'section', 'go to the next section', 'choosing'),
  bind('previous', 'shift-tab', live, 'Shift-Tab', '', 'go to the pane before', 'panes'),
  bind('previous', 'shift-tab', form, 'Shift-Tab', '', 'go to the section before', 'choosing'),
  bind('up', 'up k', body, '↑ k', '', 'move or scroll up', 'everywhere'),
  bind('down', 'down j', body, '↓ j', '', 'move or scroll down', 'everywhere'),
  bind('page-up', 'pageup left h', live, '← h', '', 'one page up (also Page Up)', 'panes'),
  bind('page-down', 'pagedown right l', live, '→ l', '', 'one page down (also Page Down)', 'panes'),
  bind('first', 'home g', live, 'g', '', 'go to the first row (also Home)', 'panes'),
  bind('last', 'end G', live, 'G', '', 'go to the last row (also End)', 'panes'),
  bind('filter', '/', live, '/', 'filter', 'filter tasks: failed, 12 or 10-20', 'panes'),
  bind('accept', 'enter', ['filter'], 'Enter', 'filter', 'apply the filter', 'panes'),
  bind('output', 'o', seen, 'o', 'output', 'what the workload printed', 'run'),
  bind('pause', 'space', seen, 'Space', 'pause', 'pause the screen; the run continues', 'run'),
  bind(
    'back',
    'escape',
    [...body, 'filter', 'file'],
    'Esc',
    'back',
    'go back, or follow the run again',
    'everywhere',
  ),
  bind('about', 'i', body, 'i', 'about', 'the chosen model: cost, pitfalls', 'choosing'),
];

/** What is in the footer of each context, in the order of use. */
export const hintOrder: Readonly<Record<Context, readonly Command[]>> = {
  choose: ['run', 'pick-model', 'next', 'open-file', 'back'],
  options: ['run', 'type', 'step', 'next', 'back'],
  panes: [
    'run',
    'cancel',
    'pick-model',
    'choose-workload',
    'choose-options',
    'output',
    'next',
    'open',
    'pause',
    'back',
  ],
  zoom: ['back', 'open', 'filter', 'pause', 'run', 'cancel'],
  task: ['back', 'run'],
  filter: [],
  file: [],
};
