import { cores, coreWords, duration, percent } from '../../format.ts';
import { busyCores } from '../../session/cpu-use.ts';
import { helperCores } from '../../session/kinds-of-threads.ts';
import type { Vitals } from '../../session/vitals.ts';
import { bar, fill, type Size, scrolled, spark, titleRule } from '../draw.ts';
import { toWidth, toWidthRight } from '../text.ts';
import type { Theme } from '../theme.ts';
import type { Pane, PaneView } from './pane.ts';

/** Each core, and how much of them is taken by what is watched; `own`: what that is called. */
export function cpuPane<Shown extends Vitals>(own: string): Pane<Shown, PaneView> {
  return {
    id: 'cpu',
    place: 'side',
    least: 2,
    shown: () => true,
    wants: (session) => 1 + lengthOf(session),
    length: lengthOf,
    draw: (session, size, view, theme) => drawCpu(own, session, size, view, theme),
  };
}

/** Beyond this many cores a bar each takes more room than anyone reads: one cell a core instead. */
const mostBars = 16;

function lengthOf(session: Vitals): number {
  return (
    2 + coreCount(session) + (session.cpu.throttledMs ? 1 : 0) + (shownHelpers(session) === null ? 0 : 1)
  );
}

function coreCount({ cpu, started }: Vitals): number {
  const known = cpu.coreBusyRatio?.length ?? started?.machine.cores ?? 2;
  return known > mostBars ? Math.ceil(known / 24) : known;
}

/** Less than this is what compiling a program's first functions takes. */
const leastHelperCores = 0.05;

/** Cores' worth of V8's helpers, which are part of what the engine uses; null where it is not worth a row. */
function shownHelpers(session: Vitals): number | null {
  const own = helperCores(session);
  return own !== null && own >= leastHelperCores ? own : null;
}

/** Cores' worth the engine uses now; of a run that ended, over all of it. */
export function engineCores(session: Vitals): number | null {
  return session.phase === 'ended'
    ? (busyCores(session) ?? session.cpu.engineCores)
    : session.cpu.engineCores;
}

function drawCpu(name: string, session: Vitals, size: Size, view: PaneView, theme: Theme): string[] {
  const { cpu, started } = session;
  const effective = started?.machine.effectiveCores ?? null;
  const own = engineCores(session);
  const figure = `${cores(own)} of ${coreWords(effective)}`;
  const rule = titleRule(size.width, { title: 'CPU', figure, focused: view.focused }, theme);
  const busy = cpu.coreBusyRatio ?? [];
  const rows: string[] = [];
  const share = (cpuCores: number | null) => (cpuCores === null || !effective ? null : cpuCores / effective);
  const engine = meter(name, share(own), cores(own), size.width, (text) => theme.paint('run', text));
  const helpers = shownHelpers(session);
  const blue = (text: string) => theme.paint('bar', text);
  if (busy.length > mostBars || busy.length + 3 > size.height)
    rows.push(...coreCells(busy, size.width, theme));
  else
    rows.push(...busy.map((ratio, core) => meter(`core ${core}`, ratio, percent(ratio), size.width, blue)));
  const total = busy.reduce((sum, ratio) => sum + ratio, 0);
  const others = busy.length === 0 || cpu.engineCores === null ? null : Math.max(0, total - cpu.engineCores);
  const ratioOfOthers = others === null ? null : others / busy.length;
  const rest = meter('others', ratioOfOthers, cores(others), size.width, (text) =>
    theme.paint('other', text),
  );
  if (helpers !== null)
    rows.unshift(
      meter('helpers', share(helpers), cores(helpers), size.width, (text) => theme.paint('run', text)),
    );
  if (cpu.throttledMs) rows.unshift(theme.paint('warn', ` throttled by quota: ${duration(cpu.throttledMs)}`));
  // Where room is short the engine's own share is what counts.
  const body =
    rows.length + 2 > size.height - 1 && size.height === 3 ? [engine, ...rows] : [engine, ...rows, rest];
  return fill([rule, ...scrolled(body, size.height - 1, view.scroll, theme)], size);
}

function meter(
  name: string,
  ratio: number | null,
  text: string,
  width: number,
  paint: (text: string) => string,
): string {
  const room = Math.max(0, width - 18);
  return ` ${toWidth(name, 7)} ${paint(ratio === null ? ' '.repeat(room) : bar(ratio, room))} ${toWidthRight(text, 7)}`;
}

function coreCells(busy: readonly number[], width: number, theme: Theme): string[] {
  const rows: string[] = [];
  const columns = Math.max(1, width - 10);
  for (let from = 0; from < busy.length; from += columns) {
    const cells = spark(busy.slice(from, from + columns), (ratio) => ratio * 7.99);
    rows.push(` ${toWidth(from === 0 ? 'cores' : '', 7)} ${theme.paint('bar', cells)}`);
  }
  return rows;
}
