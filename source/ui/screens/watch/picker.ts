import { bytes, cores, seconds, unmeasured } from '../../../format.ts';
import { entryOf, type RunningProgram } from '../../../protocol/observation.ts';
import { fill, type Size, titleRule } from '../../draw.ts';
import { shortPath } from '../../path-text.ts';
import { paragraph, toWidth, toWidthRight } from '../../text.ts';
import type { Theme } from '../../theme.ts';
import { around } from '../shared/rows.ts';
import { chosenAt, shownPrograms } from './picker-list.ts';
import type { Picker } from './state.ts';

/** What runs here, to choose from. */
export function drawPicker(picker: Picker, size: Size, theme: Theme): string[] {
  const { programs, filter } = picker;
  const shown = shownPrograms(picker);
  const at = chosenAt(picker);
  const all = programs === null ? 'looking …' : `${programs.length} run here`;
  const figure = filter === '' ? all : `${shown.length} of ${all}`;
  const title = filter === '' ? 'Choose a program' : `Choose a program /${filter}`;
  const rule = titleRule(size.width, { title, figure, focused: true }, theme);
  const about = paragraph(' ', whatHappens(shown[at]), size.width, (row) => theme.paint('dim', row));
  const below = [...chosenRows(shown[at], size.width, theme), '', ...about];
  const room = size.height - 3 - below.length;
  if (programs === null) return fill([rule, ...about], size);
  if (shown.length === 0) {
    const none =
      programs.length === 0
        ? ' Nothing runs here that Heddle could watch.'
        : ` Nothing that runs here has "${filter}" in it.`;
    return fill([rule, none, '', ...about], size);
  }
  const rows = shown.map((program, row) => programRow(program, row === at, size.width, theme));
  const isTight = room < 3;
  return fill(
    isTight
      ? [rule, ...around(rows, at, size.height - 1, theme)]
      : [rule, headRow(size.width, theme), ...around(rows, at, room, theme), '', ...below],
    size,
  );
}

const launch = 'heddle watch -- node server.js starts a program observed from its first line.';
const inside = {
  node: 'Heddle looks inside it without a restart. For a moment that opens the port of its debugger (SIGUSR1) to this machine alone: any of its users could then run code in it. The port is closed at once, and nothing is left behind.',
  python:
    'Heddle looks inside it without a restart: it has the program run a script (sys.remote_exec). That code runs in the program until you leave; nothing listens.',
};
const outside = 'Heddle looks at it from outside: its threads, processor, memory and connections.';

/** What is done to a program that is watched is said before. */
const whatHappens = (program: RunningProgram | undefined) =>
  program ? `${howLooked(program)} ${launch}` : launch;

function howLooked(program: RunningProgram): string {
  const entry = entryOf(program);
  return entry ? inside[entry] : outside;
}

/** While Heddle is on its way into a program: which one, what is done to it, and why it may take a while. */
export function drawAttaching(program: RunningProgram, size: Size, theme: Theme): string[] {
  const figure = `process ${program.pid}`;
  const rule = titleRule(size.width, { title: 'Attaching …', figure, focused: true }, theme);
  const dim = (text: string) => paragraph(' ', text, size.width, (row) => theme.paint('dim', row));
  return fill(
    [
      rule,
      toWidth(` ${program.command}`, size.width),
      ...chosenRows(program, size.width, theme),
      '',
      ...dim(howLooked(program)),
      ...(entryOf(program) === null ? [] : ['', ...dim(mayTakeLonger)]),
    ],
    size,
  );
}

const mayTakeLonger =
  'This takes a moment, or longer while native code holds its loop: that has to return first.';

type Column = readonly [title: string, cells: number, show: (program: RunningProgram) => string];
const age: Column = ['runs for', 10, ({ ageMs }) => seconds(ageMs)];
const columns: readonly Column[] = [
  ['port', 8, ({ ports }) => (ports.length === 0 ? '' : `:${ports[0]}${ports.length > 1 ? ' …' : ''}`)],
  age,
  ['cores', 7, ({ cores: used }) => cores(used)],
  ['RSS', 8, ({ rssBytes }) => bytes(rssBytes)],
];
/** Cells of the mark and the number of the process. */
const startCells = 12;
/** With less room for them neither a program nor its folder can be told; how long it runs is told of the chosen one below. */
const leastNames = 30;

/** How the cells of a row are shared out. */
function layoutOf(width: number) {
  const roomBeside = (shown: readonly Column[]) =>
    Math.max(0, width - startCells - 1 - shown.reduce((sum, [, cells]) => sum + cells, 0));
  const shown = roomBeside(columns) < leastNames ? columns.filter((one) => one !== age) : columns;
  const room = roomBeside(shown);
  const program = Math.ceil(room * 0.55);
  return { shown, program, folder: Math.max(0, room - program - 2) };
}

function headRow(width: number, theme: Theme): string {
  const { shown, program, folder } = layoutOf(width);
  const figures = shown.map(([title, cells]) => toWidthRight(title, cells));
  const names = `${toWidth('program', program)}  ${toWidth('folder', folder)}`;
  return theme.paint('dim', `${toWidthRight('pid', startCells - 2)}  ${names}${figures.join('')}`);
}

/** Of programs of one name the folder, the port and the time tell which is which. */
function programRow(program: RunningProgram, chosen: boolean, width: number, theme: Theme): string {
  const layout = layoutOf(width);
  const start = ` ${chosen ? '→' : ' '} ${toWidthRight(String(program.pid), startCells - 5)}  `;
  const names = `${toWidth(program.command, layout.program)}  ${folderCell(program, layout.folder)}`;
  const text =
    start + names + layout.shown.map(([, cells, show]) => toWidthRight(show(program), cells)).join('');
  return chosen ? theme.paint('strong', text) : text;
}

const folderCell = ({ folder }: RunningProgram, cells: number) =>
  toWidth(folder === null ? unmeasured : shortPath('', folder, cells), cells);

function chosenRows(program: RunningProgram | undefined, width: number, theme: Theme): string[] {
  if (!program) return [];
  const { user, runtime, version, folder, ageMs, ports, parentPid } = program;
  const facts = [
    runtime === null
      ? 'of no runtime that Heddle knows'
      : `${runtime}${version === null ? '' : ` ${version}`}`,
    `runs for ${seconds(ageMs)}`,
    `as ${user}`,
    ...(folder === null ? [] : [`in ${folder}`]),
    ...(parentPid === null ? [] : [`started by ${parentPid}`]),
    ...(ports.length > 0 ? [`listens on ${ports.join(', ')}`] : []),
  ];
  return paragraph('   ', facts.join(' · '), width, (row) => theme.paint('dim', row));
}
