import { expect, test } from 'vitest';
import { finds, frame } from './helpers/watch.ts';

const get = frame(null, '/app/a.js', 14);
const call = { ...get, line: 13 };
const inside = { durationMs: 200, frames: [frame('copy', '/app/a.js', 8), call] };
const late = { durationMs: 300, frames: [get], placed: 'before' as const };

const serving = (request: string) => ({
  holder: { kind: 'request', request, certainty: 'exact' } as const,
});

const saw = (...freezes: (typeof late | typeof inside)[]) =>
  finds('loop-held', { atMs: 60_100, freezes }).map(({ saw }) => saw.split(' held ')[0]);

test('a call that had returned is told by where another freeze has seen it', () => {
  expect(saw(inside, late)).toEqual(['copy (a.js:8)']);
  expect(saw(inside, { ...late, placed: 'near' as never })).toEqual(['copy (a.js:8)']);
});

test('it may be another function without a name', () => {
  const other = { ...late, frames: [{ ...get, line: 30 }] };
  expect(saw(inside, other)).toHaveLength(2);
  expect(saw({ ...inside, ...serving('GET /a/1') }, { ...other, ...serving('GET /a/2') })).toHaveLength(1);
});

test('for another route it may have called anything', () => {
  const serve = frame('serve', '/app/a.js', 14);
  const inServe = { ...inside, frames: [inside.frames[0]!, serve] };
  const after = { ...late, frames: [serve] };
  expect(saw({ ...inServe, ...serving('GET /a') }, { ...after, ...serving('GET /a') })).toHaveLength(1);
  expect(saw({ ...inServe, ...serving('GET /a') }, { ...after, ...serving('GET /b') })).toHaveLength(2);
});

test('it may be either of two calls', () => {
  const other = { durationMs: 100, frames: [frame('parse', '/app/a.js', 2), call] };
  expect(saw(inside, other, late)).toContain('A call just before a.js:14');
});
