import { expect, test } from 'vitest';
import { drawApp } from '../../../../source/ui/app/frame.ts';
import { createTheme } from '../../../../source/ui/theme.ts';
import { cells } from '../../helpers/cells.ts';
import { environment, pictureOf, snapshotOf } from '../../helpers/lab-screen.ts';
import { planOf, sessionOf } from '../../helpers/plans.ts';
import * as scripts from '../../helpers/script.ts';

const running = sessionOf(planOf(), scripts.computeUnderThreads(2000));
const failed = sessionOf(planOf(), scripts.failingUnderThreads());
const frozen = sessionOf(planOf({ model: 'async', concurrency: 24 }), scripts.frozenUnderAsync());
const ascii = createTheme({ colour: false, unicode: false });
const coloured = createTheme({ colour: true, unicode: true });
const views = {
  choose: pictureOf(snapshotOf(null)),
  numbers: pictureOf(snapshotOf(null, { state: { view: { kind: 'choose', section: 'options', field: 1 } } })),
  running: pictureOf(snapshotOf(running)),
  failed: pictureOf(snapshotOf(failed, { previous: frozen })),
  frozen: pictureOf(snapshotOf(frozen, { theme: ascii })),
  coloured: pictureOf(snapshotOf(failed, { theme: coloured }), {
    environment: { ...environment, remote: true },
  }),
  zoomed: pictureOf(snapshotOf(running, { state: { view: { kind: 'zoom' }, focus: 'timeline' } })),
  task: pictureOf(snapshotOf(failed, { state: { view: { kind: 'task', task: 3, scroll: 1 } } })),
  filter: pictureOf(
    snapshotOf(failed, { state: { view: { kind: 'filter', before: '', back: { kind: 'panes' } } } }),
  ),
  help: pictureOf(snapshotOf(running), {
    overlay: { kind: 'help', scroll: 5 },
    message: 'a long message, longer than most',
  }),
  menu: pictureOf(snapshotOf(running), { overlay: { kind: 'menu', chosen: 5 } }),
};

/** Every width at some heights, and every height at some widths: what a frame does at a width hardly hangs on its height. */
const widths = Array.from({ length: 130 }, (_, at) => at + 1);
const heights = Array.from({ length: 45 }, (_, at) => at + 1);
const sizes = [
  ...widths.flatMap((width) => [1, 2, 5, 14, 23, 45].map((height) => ({ width, height }))),
  ...[1, 20, 59, 60, 79, 80, 119, 120].flatMap((width) => heights.map((height) => ({ width, height }))),
];

test.each(Object.entries(views))(
  'the frame of %s has exactly the size of the terminal, whatever it is',
  (_, picture) => {
    const wrong: string[] = [];
    for (const { width, height } of sizes) {
      const frame = drawApp(picture, { width, height });
      const right = frame.length === height && frame.every((row) => cells(row) === width);
      if (!right) wrong.push(`${width}x${height}`);
    }
    expect(wrong).toEqual([]);
  },
);

test('a run is shown with the runtime that its engine said it is, whatever would run now', () => {
  const top = (version: string) => {
    const started = running.started!;
    const ran = { ...running, started: { ...started, engine: { ...started.engine, version } } };
    return drawApp(pictureOf(snapshotOf(ran)), { width: 120, height: 30 })[0];
  };
  expect(top('24.21.0')).toContain('node 24.21 ·');
  expect(top('26.1.0')).toContain('· node 26.1');
});
