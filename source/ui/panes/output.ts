import { bytes, plural } from '../../format.ts';
import type { Vitals } from '../../session/vitals.ts';
import { fill, type Size, titleRule } from '../draw.ts';
import { firstLine } from '../text.ts';
import type { Theme } from '../theme.ts';
import type { PaneView, VitalPane } from './pane.ts';

/** What the workload wrote: the last lines, those of stderr with a sign. */
export const outputPane: VitalPane = {
  id: 'output',
  place: 'wide',
  least: 2,
  fromEnd: true,
  shown: ({ output }) => output.lines.length > 0,
  wants: ({ output }) => 1 + Math.min(6, Math.max(2, output.lines.length)),
  length: ({ output }) => output.lines.length,
  draw: drawOutput,
};

function drawOutput({ output }: Vitals, size: Size, view: PaneView, theme: Theme): string[] {
  const { lines, droppedLines, droppedBytes } = output;
  const lost = droppedBytes > 0 ? `, ${bytes(droppedBytes)} dropped` : '';
  const figure = `${plural(lines.length + droppedLines, 'line')}${lost}`;
  const rule = titleRule(size.width, { title: 'Output  (! = stderr)', figure, focused: view.focused }, theme);
  const height = size.height - 1;
  // Scrolling counts from the end: the latest line is the one to follow.
  const end = Math.max(Math.min(lines.length, height), lines.length - Math.max(0, view.scroll));
  const shown = lines.slice(Math.max(0, end - height), end);
  const rows = shown.map(({ stream, text }) =>
    stream === 'stderr' ? theme.paint('warn', ` ! ${firstLine(text)}`) : `   ${firstLine(text)}`,
  );
  return fill([rule, ...rows], size);
}
