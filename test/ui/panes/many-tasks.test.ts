import { expect, test } from 'vitest';
import { findingsOf } from '../../../source/findings/index.ts';
import type { Session } from '../../../source/session/state.ts';
import { applyRows, createTaskTable, type TaskTable } from '../../../source/session/task-table.ts';
import { panes } from '../../../source/ui/panes/index.ts';
import { type Grid, laneLoads } from '../../../source/ui/panes/lane-loads.ts';
import { taskMap } from '../../../source/ui/panes/task-map.ts';
import { createTheme } from '../../../source/ui/theme.ts';
import { watched } from '../../helpers/chunks.ts';
import { taskRow } from '../../helpers/rows.ts';
import { paneView, plain } from '../helpers/lab-screen.ts';
import { manyPlan, sessionOf } from '../helpers/plans.ts';
import * as scripts from '../helpers/script.ts';

const size = { width: 78, height: 24 };
const total = 20_000;

/** The table as it stands at one moment of a run of four lanes: 3,000 tasks a second, 300 at once. */
function tableAt(before: TaskTable, ms: number): TaskTable {
  const rows: number[] = [];
  for (let task = 0; task < total; task++) {
    const startedMs = task / 3;
    const endedMs = startedMs + 100 + (task % 7);
    if (startedMs > ms) break;
    const lane = task % 4;
    rows.push(
      ...(endedMs <= ms
        ? taskRow(task, task % 5000 === 4999 ? 'failed' : 'done', lane, [0, startedMs, endedMs], 1)
        : taskRow(task, 'running', lane, [0, startedMs])),
    );
  }
  return applyRows(before, rows);
}

test('a map that is drawn again after some tasks ended is as one that is drawn for the first time', () => {
  let table = createTaskTable(total);
  for (const ms of [0, 400, 900, 901, 2500, 6000, 9000]) {
    table = tableAt(table, ms);
    // Another theme object: nothing is known of it.
    expect(taskMap(table, size, plain)).toEqual(
      taskMap(table, size, createTheme({ colour: false, unicode: true })),
    );
  }
});

test('loads of lanes that are added up as tasks end are those of all tasks together', () => {
  const grid: Grid = { fromMs: 0, spanMs: 10_000, columns: 60 };
  let table = createTaskTable(total);
  for (const ms of [0, 50, 400, 900, 2500, 6000, 9000]) {
    table = tableAt(table, ms);
    const known = laneLoads(table, grid);
    // For another grid nothing is known: all are read again.
    laneLoads(table, { ...grid, columns: 59 });
    const anew = laneLoads(table, grid);
    expect([...known.keys()].sort()).toEqual([...anew.keys()].sort());
    for (const [lane, load] of anew) {
      expect(known.get(lane)?.running).toBe(load.running);
      const [kept, made] = [known.get(lane)!.bars, load.bars].map((bars) =>
        bars?.map(({ task }) => task).sort(),
      );
      expect(kept).toEqual(made);
      for (const [at, value] of load.changes.entries())
        expect(known.get(lane)?.changes[at]).toBeCloseTo(value, 6);
    }
  }
});

test('a frame looks at no tasks but those near a change', () => {
  const begun = sessionOf(manyPlan, scripts.manyUnderAsync());
  const looked = new Set<number>();
  const frameOf = (session: Session): number => {
    looked.clear();
    findingsOf(session);
    for (const pane of panes) {
      if (!pane.shown(session)) continue;
      pane.wants(session, size, null);
      pane.draw(session, size, paneView, plain);
      pane.draw(session, size, { ...paneView, filter: 'done', zoomed: true }, plain);
    }
    return looked.size;
  };
  const first = { ...begun, tasks: watched(begun.tasks, (at) => looked.add(at)) };
  expect(frameOf(first)).toBeGreaterThan(20);
  const after = applyRows(begun.tasks, taskRow(50_000, 'done', 0, [100, 600, 900], 1));
  const chunks = first.tasks.chunks.map((chunk, at) =>
    after.chunks[at] === begun.tasks.chunks[at]
      ? chunk
      : watched(after, (first) => looked.add(first)).chunks[at]!,
  );
  expect(after.counts.done).toBe(begun.tasks.counts.done + 1);
  // Of 98 chunks: the one that changed, those that share its row of the map, and where the list begins.
  const seen = frameOf({ ...first, atMs: first.atMs + 1, tasks: { ...after, chunks } });
  expect(seen).toBeGreaterThan(0);
  expect(seen).toBeLessThanOrEqual(12);
});
