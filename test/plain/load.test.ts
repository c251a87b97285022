import { expect, test } from 'vitest';
import { loadLine, loadLines } from '../../source/plain/load.ts';
import type { LoadNow } from '../../source/protocol/load-events.ts';
import { createProgram } from '../../source/session/program.ts';
import { done, loadAfter, now, started, step } from '../helpers/load.ts';

test('what is told while it goes on', () => {
  expect(loadLine({ type: 'load-waiting' })).toBe('waiting until the program listens');
  expect(loadLine(started(50, null))).toBe('sending GET /login to port 3210, 50/s');
  expect(loadLine(started(50, 400))).toBe('sending GET /login to port 3210, from 50/s up to 400/s');
  expect(loadLine(step(50, 'held'))).toBe('50/s held, p50 4 ms, p99 12 ms');
  expect(loadLine(step(50, 'behind'))).toBe('50/s too much: 25/s got through, p50 4 ms, p99 12 ms');
  // Of fewer than a hundred the slowest is told.
  expect(loadLine(step(10, 'held'))).toBe('10/s held, p50 4 ms, max 12 ms');
  expect(loadLine(now(1, 50))).toBeNull();
  expect(loadLine(done)).toBeNull();
  expect(loadLine({ type: 'load-ended', why: 'no-port', message: 'it is shut' })).toBe(
    'nothing is sent: it is shut',
  );
});

test('what it came to, its verdict last', () => {
  const load = loadAfter(
    started(50, 400),
    step(50, 'held'),
    step(100, 'behind'),
    now(9000, 100, { due: 750, answered: 748, unsent: 2 }),
    done,
  );
  expect(loadLines({ ...createProgram(), load })).toEqual([
    '  load       GET /login on port 3210, from 50/s up to 400/s: one tried the',
    '             port, then 748 of 750 answered, 2 never sent',
    '                 50/s  p50 4 ms · p99 12 ms · max 12 ms · held',
    '                100/s  p50 4 ms · p99 12 ms · max 12 ms ·',
    '                       too much: 50/s got through',
    '             19 of 20 left at most 1 ms late; sending took up to 10 % of a core',
    '  verdict    50/s held (p99 12 ms); 100/s was too much: 50/s got through, p99',
    '             12 ms.',
    '             → Look at its processor, its memory and what it prints at that',
    '             rate',
  ]);
});

test('one that stays is one row, with what became of each request', () => {
  const rows = (more: Partial<LoadNow>) => {
    const parts = [step(50, 'held'), step(50, 'held')];
    const load = loadAfter(started(50, null), ...parts, now(9000, 50, { due: 500, ...more }));
    return loadLines({ ...createProgram(), load })
      .slice(0, 4)
      .map((row) => row.trim());
  };
  expect(rows({ answered: 500 }).slice(0, 2)).toEqual([
    'load       GET /login on port 3210, 50/s: one tried the port, then 500 due',
    '50/s  p50 4 ms · p99 12 ms · max 12 ms · 500 of 500 answered',
  ]);
  expect(rows({ answered: 490, failed: 1, unanswered: 2, unsent: 3 }).slice(1)).toEqual([
    '50/s  p50 4 ms · p99 12 ms · max 12 ms · 490 of 500 answered ·',
    '1 failed · 2 had no answer in time · 3 never sent ·',
    '4 still waited',
  ]);
});

test('where nothing was sent why, and nothing where nobody wanted it', () => {
  const load = loadAfter({ type: 'load-ended', why: 'no-port', message: 'it is shut' });
  expect(loadLines({ ...createProgram(), load })).toEqual(['  load       nothing was sent: it is shut']);
  const stopped = loadAfter({ type: 'load-ended', why: 'stopped', message: null });
  expect(loadLines({ ...createProgram(), load: stopped })[0]).toContain('before a port of the program was');
  expect(loadLines(createProgram())).toEqual([]);
});
