import { describe, expect, test } from 'vitest';
import { progressLine } from '../../../source/plain/progress.ts';
import type { Session } from '../../../source/session/state.ts';
import { paneById } from '../../../source/ui/panes/index.ts';
import { paneView, plain } from '../helpers/lab-screen.ts';
import { planOf, sessionOf } from '../helpers/plans.ts';
import * as scripts from '../helpers/script.ts';

const place = 'work.py:7 in regex';
const frozen = sessionOf(planOf(), scripts.frozenAtLine('computing'));
const atLine = (model: Session['plan']['model']): Session => ({ ...frozen, plan: { ...frozen.plan, model } });
const draw = (session: Session, width: number, height: number) =>
  paneById('loop').draw(session, { width, height }, paneView, plain);

describe('a frozen loop', () => {
  const at = (cause: 'computing' | 'lock') =>
    sessionOf(planOf({ model: 'async', concurrency: 24 }), scripts.frozenAtLine(cause));

  test.each([36, 70, 120])('tells once where in the code of the person, %i columns wide', (width) => {
    const rows = draw(at('computing'), width, 5);
    expect(rows.filter((row) => row.includes(place))).toHaveLength(1);
    expect(rows.find((row) => row.includes(place))).toMatch(/^ {3}at work\.py:7 in regex/);
  });

  test('tells it in its title where there is no row for it', () => {
    const title = (cause: 'computing' | 'lock') => draw(at(cause), 80, 2)[0];
    expect(title('computing')).toContain('frozen 1.4 s by task 3, computing, at work.py:7 in regex');
    expect(title('lock')).toContain('waiting for the lock held by task 3 at work.py:7 in regex');
  });

  test('says the less in its title the narrower it is', () => {
    expect(draw(at('computing'), 36, 4)[0]).toContain('❄ frozen 1.4 s by task 3 ');
    expect(draw(at('computing'), 50, 4)[0]).toContain('by task 3, computing ');
  });
});

describe('a main loop that does not move', () => {
  test.each([
    ['async', true],
    ['hybrid', true],
    ['sequential', true],
    ['threads', false],
    ['processes', false],
  ] as const)('is frozen where tasks need it: %s, %s', (model, told) => {
    const session = atLine(model);
    expect(draw(session, 120, 5).join('\n').includes('❄')).toBe(told);
    expect(progressLine(session).includes('loop frozen for 1.4 s by task 3')).toBe(told);
  });

  test('comes last where there is no room for all lanes, and tasks do not need it', () => {
    const running = sessionOf(planOf(), scripts.computeUnderThreads(3300));
    const names = (session: Session, height: number) =>
      draw(session, 60, height).flatMap((row) => row.match(/^ (main|thread-\d)/)?.[1] ?? []);
    expect(names(running, 3)).toEqual(['thread-1']);
    expect(names(running, 4)).toEqual(['main', 'thread-1', 'thread-2']);
    expect(names({ ...running, plan: { ...running.plan, model: 'hybrid' } }, 3)).toEqual(['main']);
  });
});
