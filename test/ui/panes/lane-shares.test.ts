import { describe, expect, test } from 'vitest';
import type { VitalEvent } from '../../../source/protocol/vital-events.ts';
import type { Session } from '../../../source/session/state.ts';
import type { Vitals } from '../../../source/session/vitals.ts';
import { paneById } from '../../../source/ui/panes/index.ts';
import { loopPane } from '../../../source/ui/panes/loop.ts';
import { createTheme } from '../../../source/ui/theme.ts';
import { server, vitalsOf } from '../../helpers/program.ts';
import { paneView, plain } from '../helpers/lab-screen.ts';
import { planOf, sessionOf } from '../helpers/plans.ts';
import * as scripts from '../helpers/script.ts';

const locked = sessionOf(planOf(), scripts.computeUnderOneLock(3300));
const draw = (id: string, session: Session, width: number, height: number, theme = plain) =>
  paneById(id).draw(session, { width, height }, paneView, theme);
const rowOf = (rows: readonly string[], name: string) => rows.find((row) => row.includes(name)) ?? '';
const cellsOf = (row: string, glyph: string) => row.split(glyph).length - 1;

describe('lanes that share a lock', () => {
  test('tell as a bar and as a number what they did with their time', () => {
    const rows = draw('loop', locked, 60, 6);
    expect(rows[0]).toContain('Lanes');
    expect(rows[0]).toContain('2 threads share one lock');
    expect(rows[1]).toMatch(/█ cpu {2}▒ lock {2}░ no core$/);
    const row = rowOf(rows, 'thread-1');
    expect(row).toMatch(/ 2[45] % +(?:58|59|60) % +5 %$/);
    const cells = ['█', '▒', '░'].map((glyph) => cellsOf(row, glyph));
    expect(cells).toEqual([6, 14, 1]);
  });

  test('keep what counts where there is little room, and glyphs apart without Unicode', () => {
    const rows = draw('loop', locked, 32, 4);
    expect(rows[0]).toContain('2 threads, one lock');
    expect(rowOf(rows, 'thread-2')).toMatch(/thread-2 █+▒+░? +lock +(?:58|59|60) %$/);
    const ascii = createTheme({ colour: false, unicode: false });
    expect(ascii.finish(rowOf(draw('loop', locked, 60, 6, ascii), 'thread-1'))).toMatch(/ #+:+\.+ +2/);
  });

  test('tell a wait that was not measured as such, never as 0', () => {
    const unknown = sessionOf(planOf(), scripts.computeUnderOneLock(3300, { lockMs: null }));
    const row = rowOf(draw('loop', unknown, 60, 6), 'thread-1');
    expect(row).toMatch(/^ thread-1 █+░* +2[45] % +— +5 %$/);
  });

  test('are drawn as before where nothing is shared', () => {
    const free = sessionOf(planOf(), scripts.computeUnderOneLock(3300, { lock: 'none', lockMs: null }));
    const rows = draw('loop', free, 60, 6);
    expect(rows[0]).toContain('Event loop');
    expect(rowOf(rows, 'thread-1')).toContain('busy');
    expect(draw('timeline', free, 80, 4).join('')).not.toContain('▒');
  });

  test('are marked where tasks are shorter than a column, too', () => {
    const many = planOf({ tasks: 2000 });
    const rows = draw('timeline', sessionOf(many, scripts.computeUnderOneLock(90_000, {}, many)), 60, 3);
    expect(rows[0]).toContain('▒ waits for the lock');
    expect(cellsOf(rowOf(rows, 'thread-1'), '▒')).toBeGreaterThan(10);
  });

  test('are marked in the timeline for as much of their time as they waited', () => {
    const rows = draw('timeline', locked, 80, 4);
    expect(rows[0]).toContain('▒ waits for the lock');
    for (const name of ['thread-1', 'thread-2']) {
      const row = rowOf(rows, name);
      const waited = cellsOf(row, '▒');
      const all = waited + cellsOf(row, '█') + cellsOf(row, '▓') + (row.slice(11).match(/\d/g)?.length ?? 0);
      expect(waited / all).toBeGreaterThan(0.45);
      expect(waited / all).toBeLessThan(0.65);
    }
  });
});

describe('lanes of a program whose loop is not known', () => {
  const seen = server.flatMap((event): VitalEvent[] => {
    if (event.type === 'lane') return [{ ...event, kind: 'thread' }];
    return event.type === 'sample' ? [{ ...event, loopLagsMs: [] }] : [];
  });
  const drawSeen = (width: number) =>
    loopPane<Vitals>({ did: () => 'closed', feelsFreezes: () => true }).draw(
      vitalsOf(seen),
      { width, height: 5 },
      { focused: false, zoomed: false, scroll: 0 },
      plain,
    );

  test('tell what they did with their time; there is no lag, and no lock', () => {
    const rows = drawSeen(60);
    expect(rows[0]).toMatch(/ Lanes .* 2 threads /);
    expect(rows[1]).toMatch(/^ +█ cpu {2}░ no core$/);
    expect(rowOf(rows, 'main')).toMatch(/^ main +█+░? +50 % +2 %$/);
    expect(rowOf(rows, 'worker-1')).toMatch(/^ worker-1 █+ +25 % +1 %$/);
  });

  test('keep their share of a core where there is little room', () => {
    expect(rowOf(drawSeen(32), 'main')).toMatch(/^ main +█+░? +cpu +50 %$/);
  });
});

test('runs of two runtimes are told apart by them in the summary', () => {
  const node = sessionOf(planOf(), scripts.computeToItsEnd());
  const engine = { ...node.started!.engine, runtime: 'python', version: '3.11.7', path: '/usr/bin/python3' };
  const python = { ...node, started: { ...node.started!, engine } } as Session;
  const rows = paneById('summary').draw(
    python,
    { width: 80, height: 8 },
    { ...paneView, previous: node },
    plain,
  );
  expect(rows.join('\n')).toMatch(/this: threads python 3\.11 .*\n last: threads node 24\.21 /);
});
