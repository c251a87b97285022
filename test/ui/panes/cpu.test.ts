import { expect, test } from 'vitest';
import { addFigures } from '../../../source/session/figures.ts';
import type { Vitals } from '../../../source/session/vitals.ts';
import { cpuPane } from '../../../source/ui/panes/cpu.ts';
import { server, vitalsOf } from '../../helpers/program.ts';
import { plain } from '../helpers/lab-screen.ts';

/** A program whose runtime's helpers used so much of one second. */
function withHelpers(v8Ms: number | null): Vitals {
  const vitals = vitalsOf(server);
  const figures = (libuv: number, v8: number | null) => [
    { name: 'libuvCpuMs', title: '', value: libuv, unit: 'ms' },
    { name: 'v8CpuMs', title: '', value: v8, unit: 'ms' },
  ];
  const last = vitals.cpu.last!;
  const at = (atMs: number, engineMs: number) => ({ ...last, atMs, engineMs, watcherMs: 0 });
  return {
    ...vitals,
    lanes: vitals.lanes.map((lane) => ({ ...lane, cpuMs: 500 })),
    cpu: { ...vitals.cpu, first: at(1000, 100), last: at(2000, 1600) },
    figures: addFigures(addFigures(new Map(), figures(0, v8Ms === null ? null : 0)), figures(0, v8Ms)),
  };
}

const pane = cpuPane<Vitals>('program');
const rowsOf = (vitals: Vitals) => {
  const size = { width: 60, height: pane.wants(vitals, { width: 60, height: 40 }, null) };
  return pane.draw(vitals, size, { focused: false, zoomed: false, scroll: 0 }, plain);
};
const helpers = (vitals: Vitals) => rowsOf(vitals).filter((row) => row.includes('helpers'));

test('helpers of the runtime have a row where they use a share of a core that counts', () => {
  expect(helpers(withHelpers(470))[0]).toMatch(/0\.47\s*$/);
  expect(helpers(withHelpers(49))).toEqual([]);
  expect(helpers(withHelpers(null))).toEqual([]);
});

test('the pane is one row longer for them', () => {
  expect(rowsOf(withHelpers(470)).length - rowsOf(withHelpers(0)).length).toBe(1);
});
