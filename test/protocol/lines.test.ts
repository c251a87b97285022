import { expect, test } from 'vitest';
import { lineSplitter } from '../../source/protocol/lines.ts';

/** Feeds a text in pieces of so many bytes. Returns the lines, and how often one was too long. */
function split(bytes: Buffer, size: number): { lines: string[]; tooLong: number } {
  const lines: string[] = [];
  let tooLong = 0;
  const feed = lineSplitter(
    (line) => lines.push(line),
    () => tooLong++,
  );
  for (let at = 0; at < bytes.length; at += size) feed(bytes.subarray(at, at + size));
  return { lines, tooLong };
}

test.each([1, 2, 3, 5, 1000])(
  'lines arrive whole in pieces of %i bytes, also between bytes of a letter',
  (size) => {
    const text = 'eins\nзwei 日本\n\n👩‍💻\nrest without end';
    expect(split(Buffer.from(text), size)).toEqual({ lines: ['eins', 'зwei 日本', '👩‍💻'], tooLong: 0 });
  },
);

test('a line that never ends is given up once, and the line after its end is read again', () => {
  const endless = Buffer.from(`first\n${'x'.repeat(5_000_000)}tail\nnext\n`);
  expect(split(endless, 65_536)).toEqual({ lines: ['first', 'next'], tooLong: 1 });
});

test('a line just below the limit passes', () => {
  const line = 'x'.repeat(1_000_000);
  expect(split(Buffer.from(`${line}\n`), 65_536)).toEqual({ lines: [line], tooLong: 0 });
});
