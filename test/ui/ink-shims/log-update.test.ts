import { beforeEach, expect, test } from 'vitest';
import logUpdate from '../../../source/ui/ink-shims/log-update.ts';

let written: string[];
let stream: { columns: number; rows: number; write(text: string): void };
let draw: ReturnType<typeof logUpdate.create>;
beforeEach(() => {
  written = [];
  stream = { columns: 10, rows: 3, write: (text) => void written.push(text) };
  draw = logUpdate.create(stream);
  // Two whole frames, then changes alone.
  for (const text of ['a\nb', 'a\nc']) draw(text);
});

test('the first frames are drawn whole, with the cursor hidden once', () => {
  expect(written).toEqual([
    '\u001b[?25l\u001b[2J\u001b[1;1Ha\u001b[2;1Hb',
    '\u001b[2J\u001b[1;1Ha\u001b[2;1Hc',
  ]);
});

test('then only rows that changed, each at its own place; the same frame is not drawn again', () => {
  expect(draw('a\nd')).toBe(true);
  expect(written.at(-1)).toMatch(/^\u001b\[2;1H[^H]*d$/);
  expect(draw.willRender('a\nd')).toBe(false);
  expect(draw('a\nd')).toBe(false);
  draw('a');
  expect(written.at(-1)).toBe('\u001b[2;1H\u001b[2K');
});

test('another size, a frame Ink drew itself, and a cleared screen: whole again, never below the last row', () => {
  stream.rows = 1;
  expect(draw('a\nc')).toBe(true);
  expect(written.at(-1)).toBe('\u001b[2J\u001b[1;1Ha');
  draw('x');
  draw('y');
  for (const forget of ['sync', 'clear', 'reset'] as const) {
    draw[forget]();
    expect(draw('y')).toBe(true);
    expect(written.at(-1)).toBe('\u001b[2J\u001b[1;1Hy');
  }
});

test('done shows the cursor', () => {
  draw.done();
  expect(written.at(-1)).toBe('\u001b[?25h');
});
