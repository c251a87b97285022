import { describe, expect, test } from 'vitest';
import { bytes, count, duration, rate, seconds } from '../../source/format.ts';
import {
  broken,
  firstLine,
  toWidth,
  toWidthRight,
  widthOf,
  wrapped,
  wrappedParts,
} from '../../source/ui/text.ts';
import { createTheme } from '../../source/ui/theme.ts';
import { cells } from './helpers/cells.ts';

const colour = createTheme({ colour: true, unicode: true });

test('figures are broken between two of them, never within one', () => {
  const text = 'light p99 26 ms · failed 0 requests · slowest 177 ms';
  expect(wrappedParts(text, 80)).toEqual([text]);
  expect(wrappedParts(text, 40)).toEqual(['light p99 26 ms · failed 0 requests ·', 'slowest 177 ms']);
  expect(wrappedParts(text, 20)).toEqual(['light p99 26 ms ·', 'failed 0 requests ·', 'slowest 177 ms']);
});

test.each([
  ['one two three', 8, ['one two', 'three']],
  ['an address: https://x.org/y', 10, ['an', 'address:', 'https://x.', 'org/y']],
  ['結果は 結果', 4, ['結果', 'は', '結果']],
  ['a👍👍b', 3, ['a👍', '👍b']],
  ['first\nsecond line', 20, ['first', 'second line']],
  ['ab', 0, ['a', 'b']],
])('%j in rows of %i cells is %j', (text, width, rows) => {
  expect(wrapped(text, width)).toEqual(rows);
});

test('a command goes on in rows that can be pasted', () => {
  const command = 'heddle compare ./work.js --tasks 480 --set ms=50';
  expect(wrapped(`Then: ${command} here`, 58)).toEqual([`Then: ${command}`, 'here']);
  expect(wrapped(`Then: ${command} here`, 40)).toEqual([
    'Then:',
    'heddle compare ./work.js --tasks 480 \\',
    '  --set ms=50',
    'here',
  ]);
  expect(wrapped("a word that doesn'tend here", 8)).toEqual(['a word', 'that', "doesn'te", 'nd here']);
});

test('what is broken anywhere keeps its spaces', () => {
  expect(broken('a  b  結', 4)).toEqual(['a  b', '  結']);
});

describe('width', () => {
  test.each([
    'abc',
    'über',
    '▁▂█│┬▸✓✗⊘❄…—→←↑↓·',
    '結果',
    'a👍b',
    'e\u0301',
    '⚡',
    colour.paint('ok', '✓ x'),
    '',
  ])('%j is what the terminal takes', (text) => {
    expect(widthOf(text)).toBe(cells(text));
  });

  test.each([
    ['abc', 5, 'abc  '],
    ['abcdef', 4, 'abc…'],
    ['結果は', 4, '結… '],
    ['結果は', 5, '結果…'],
    ['a👍b', 3, 'a… '],
    ['abc', 0, ''],
    ['abc', 1, '…'],
  ])('%j in %i cells is %j', (text, width, expected) => {
    expect(toWidth(text, width)).toBe(expected);
  });

  test('cutting keeps styles balanced', () => {
    expect(toWidth(`${colour.paint('ok', 'abcdef')}x`, 3)).toBe('\u001b[32mab…\u001b[39m');
  });

  test('the right end is kept for figures', () => {
    expect(toWidthRight('1 ms', 6)).toBe('  1 ms');
  });

  test('characters without a cell go, and so do further lines', () => {
    expect(firstLine('a\u200d\ufe0f\u00adb\nc')).toBe('ab');
  });
});

describe('figures', () => {
  test.each([
    [null, '—'],
    [0, '0 ms'],
    [0.04, '0.04 ms'],
    [0.4, '0.4 ms'],
    [398.4, '398 ms'],
    [999.7, '1.0 s'],
    [64_000, '64.0 s'],
    [125_000, '2 m 05'],
    [7_260_000, '2 h 01'],
  ])('%s ms is %s', (ms, text) => {
    expect(duration(ms)).toBe(text);
  });

  test.each([
    [null, '—'],
    [0, '0 B'],
    [1500, '1.5 KB'],
    [142e6, '142 MB'],
    [999.9e6, '1.0 GB'],
    [2.5e12, '2.5 TB'],
  ])('%s bytes are %s', (value, text) => {
    expect(bytes(value)).toBe(text);
  });

  test('counts have separators from five digits, rates three digits', () => {
    expect([9999, 10_000, 1_000_000].map(count)).toEqual(['9999', '10,000', '1,000,000']);
    expect([0.37, 3.74, 99.6, 44_444].map(rate)).toEqual(['0.4', '3.7', '100', '44,444']);
    expect(seconds(3200)).toBe('3.2 s');
  });
});

describe('theme', () => {
  test('runs of one style are merged, and nothing closes that is opened at once', () => {
    const row = colour.paint('ok', 'a') + colour.paint('ok', 'b') + colour.paint('bad', 'c');
    expect(colour.finish(row)).toBe('\u001b[32mab\u001b[31mc\u001b[39m');
  });

  test('ASCII takes as many cells', () => {
    const ascii = createTheme({ colour: false, unicode: false });
    for (const row of ['▸ ✓ ─ │ █▏ … 結果 e\u0301 é 👍', 'plain']) {
      expect(ascii.finish(row)).toMatch(/^[ -~]*$/);
      expect(ascii.finish(row)).toHaveLength(cells(row));
    }
  });

  test('without colour a style is the text itself', () => {
    expect(createTheme({ colour: false, unicode: true }).paint('bad', 'x')).toBe('x');
  });
});
