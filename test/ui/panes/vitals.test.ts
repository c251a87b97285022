import { describe, expect, test } from 'vitest';
import { drawBoard } from '../../../source/ui/panes/board.ts';
import { cpuPane } from '../../../source/ui/panes/cpu.ts';
import { loopPane } from '../../../source/ui/panes/loop.ts';
import { memoryPane } from '../../../source/ui/panes/memory.ts';
import { outputPane } from '../../../source/ui/panes/output.ts';
import type { VitalPane } from '../../../source/ui/panes/pane.ts';
import { server, vitalsOf } from '../../helpers/program.ts';
import { cells } from '../helpers/cells.ts';
import { plain } from '../helpers/lab-screen.ts';

const loop = loopPane({ did: () => 'closed', feelsFreezes: () => true });
const panes: readonly VitalPane[] = [
  loop,
  cpuPane('program'),
  memoryPane({ own: 'program', last: () => null }),
  outputPane,
];
const held = vitalsOf(server);
const over = vitalsOf([
  ...server,
  ...server.flatMap((event) =>
    event.type === 'held' ? [{ ...event, atMs: 3900, durationMs: 1700, over: true }] : [],
  ),
]);
const view = { focused: false, zoomed: false, scroll: 0 };

/** Nothing of a program without a plan is a task: yet the panes show how it does. */
describe.each([
  ['held', held],
  ['over', over],
  ['ended', { ...over, phase: 'ended' as const, runningUntilMs: 4000 }],
])('a program, %s', (name, vitals) => {
  test.each([60, 120])('is drawn without a plan, %i columns wide', async (width) => {
    const rows = panes.flatMap((pane) => {
      expect(pane.shown(vitals)).toBe(true);
      const height = pane.wants(vitals, { width, height: 40 }, null);
      expect(pane.length(vitals, { width, height: 40 })).toBeLessThanOrEqual(height);
      return pane.draw(vitals, { width, height }, view, plain);
    });
    const frame = rows.map((row) => row.trimEnd()).join('\n');
    await expect(`${frame}\n`).toMatchFileSnapshot(`frames/program-${name}-${width}.txt`);
  });
});

test.each([60, 80, 120])('its panes share a screen of %i columns, whole and in their order', (width) => {
  const size = { width, height: 40 };
  const rows = drawBoard({ panes, shown: held, previous: null }, () => view, size, plain);
  expect(rows.map(cells)).toEqual(Array.from({ length: size.height }, () => width));
  const titles = ['frozen', 'CPU', 'Memory', 'Output'];
  expect(
    rows.flatMap((row) => titles.filter((title) => row.includes(` ${title}`) && row.startsWith('─'))),
  ).toEqual(titles);
});
