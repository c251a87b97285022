import { bytes, cores, seconds } from '../../../format.ts';
import { entryOf, type RunningProgram } from '../../../protocol/observation.ts';
import { fill, type Size, titleRule } from '../../draw.ts';
import { paragraph, toWidth, toWidthRight } from '../../text.ts';
import type { Theme } from '../../theme.ts';
import { around } from '../shared/rows.ts';
import type { Picker } from './state.ts';

/** What runs here, to choose from. */
export function drawPicker({ programs, at }: Picker, size: Size, theme: Theme): string[] {
  const figure = programs === null ? 'looking …' : `${programs.length} run here`;
  const rule = titleRule(size.width, { title: 'Choose a program', figure, focused: true }, theme);
  const about = paragraph(' ', whatHappens(programs?.[at]), size.width, (row) => theme.paint('dim', row));
  const below = [...chosenRows(programs?.[at], size.width, theme), '', ...about];
  const room = size.height - 2 - below.length;
  if (programs === null) return fill([rule, ...about], size);
  if (programs.length === 0)
    return fill([rule, ' Nothing runs here that Heddle could watch.', '', ...about], size);
  const rows = programs.map((program, row) => programRow(program, row === at, size.width, theme));
  const isTight = room < 3;
  return fill(
    [rule, ...around(rows, at, isTight ? size.height - 1 : room, theme), ...(isTight ? [] : ['', ...below])],
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
function whatHappens(program: RunningProgram | undefined): string {
  if (!program) return launch;
  const entry = entryOf(program);
  return `${entry ? inside[entry] : outside} ${launch}`;
}

/** Cells of what stands at the right of a row. */
const cells = { cores: 6, rss: 8 };

function programRow(
  { pid, command, cores: used, rssBytes, ports }: RunningProgram,
  chosen: boolean,
  width: number,
  theme: Theme,
): string {
  const start = ` ${chosen ? '→' : ' '} ${toWidthRight(String(pid), 7)}  `;
  const listens = ports.length === 0 ? '' : `:${ports[0]}${ports.length > 1 ? ' …' : ''}`;
  const room = Math.max(0, width - start.length - 8 - cells.cores - cells.rss - 1);
  const text =
    start +
    toWidth(command, room) +
    toWidthRight(listens, 8) +
    toWidthRight(cores(used), cells.cores) +
    toWidthRight(bytes(rssBytes), cells.rss);
  return chosen ? theme.paint('strong', text) : text;
}

function chosenRows(program: RunningProgram | undefined, width: number, theme: Theme): string[] {
  if (!program) return [];
  const { user, runtime, version, folder, ageMs, ports } = program;
  const facts = [
    runtime === null
      ? 'of no runtime that Heddle knows'
      : `${runtime}${version === null ? '' : ` ${version}`}`,
    `runs for ${seconds(ageMs)}`,
    `as ${user}`,
    ...(folder === null ? [] : [`in ${folder}`]),
    ...(ports.length > 0 ? [`listens on ${ports.join(', ')}`] : []),
  ];
  return paragraph('   ', facts.join(' · '), width, (row) => theme.paint('dim', row));
}
