import { describe, expect, test } from 'vitest';
import { panes } from '../../../source/ui/panes/index.ts';
import type { RunView } from '../../../source/ui/panes/pane.ts';
import { libuvFigures } from '../../helpers/libuv.ts';
import { cells } from '../helpers/cells.ts';
import { paneView, plain } from '../helpers/lab-screen.ts';
import { manyPlan, planOf, sessionOf } from '../helpers/plans.ts';
import * as scripts from '../helpers/script.ts';

const running = sessionOf(planOf(), scripts.computeUnderThreads(3300));
const ended = sessionOf(planOf(), scripts.computeToItsEnd());
const frozen = sessionOf(planOf({ model: 'async', concurrency: 24 }), scripts.frozenUnderAsync());
const failing = sessionOf(planOf(), scripts.failingUnderThreads());
const felt = {
  ...ended,
  check: {
    ok: true,
    expected: '24',
    got: '24 sums',
    figures: [
      { name: 'answered', title: 'answered', value: 12_345, unit: 'requests' },
      { name: 'latencyP99Ms', title: 'latency p99', value: 12, unit: 'ms' },
      { name: 'freeRatio', title: 'free', value: null, unit: 'ratio' },
    ],
  },
  figures: libuvFigures({ threads: 4, maxMs: 92, tried: 20, waited: 15 }),
  lanes: ended.lanes.map((lane) => ({ ...lane, copyMs: lane.id === 0 ? null : 500 })),
};
const many = sessionOf(manyPlan, scripts.manyUnderAsync());

const cases = [
  ['tasks', 'running', running, {}],
  ['tasks', 'failing', failing, {}],
  ['tasks', 'filtered', failing, { filter: 'failed', focused: true, cursor: 1 }],
  ['tasks', 'many', many, {}],
  ['tasks', 'many-zoomed', many, { zoomed: true, focused: true, cursor: 54_321 }],
  ['timeline', 'running', running, {}],
  ['timeline', 'many', many, {}],
  ['timeline', 'frozen', frozen, {}],
  ['loop', 'running', running, {}],
  ['loop', 'frozen', frozen, {}],
  ['cpu', 'running', running, {}],
  ['cpu', 'many-cores', many, {}],
  ['memory', 'ended', ended, {}],
  ['memory', 'many-processes', many, {}],
  ['findings', 'running', running, {}],
  ['findings', 'frozen', frozen, { focused: true }],
  ['output', 'failing', failing, {}],
  ['summary', 'ended', ended, { previous: frozen }],
  ['summary', 'failing', failing, {}],
  ['summary', 'felt', felt, {}],
] as const;

describe.each(cases)('%s, %s', (id, name, session, view: Partial<RunView>) => {
  test('draws the same frame at 60, 80 and 120 columns', async () => {
    const pane = panes.find((one) => one.id === id)!;
    const frames = [60, 80, 120].map((width) => {
      const rows = pane.draw(session, { width, height: 9 }, { ...paneView, ...view }, plain);
      return rows.map((row) => row.trimEnd()).join('\n');
    });
    await expect(`${frames.join('\n\n')}\n`).toMatchFileSnapshot(`frames/${id}-${name}.txt`);
  });
});

test('every pane fills its box exactly, whatever its size and state', () => {
  const wrong: string[] = [];
  for (const session of [running, ended, frozen, failing, many]) {
    for (const pane of panes) {
      for (let width = 1; width <= 130; width += 3) {
        for (const height of [1, 2, 3, 7, 30]) {
          const rows = pane.draw(session, { width, height }, { ...paneView, focused: true }, plain);
          const right = rows.length === height && rows.every((row) => cells(row) === width);
          if (!right) wrong.push(`${pane.id} ${width}x${height}`);
        }
      }
    }
  }
  expect(wrong).toEqual([]);
});
