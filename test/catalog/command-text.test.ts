import { describe, expect, test } from 'vitest';
import { commandRows, pieces } from '../../source/catalog/command-text.ts';

describe('a command in rows', () => {
  const command =
    "heddle compare './my work.js' --models async,threads --tasks 480 --set 'text=two words' -c 8";

  test('is one row where it fits', () => {
    expect(commandRows(command, 120)).toEqual([command]);
  });

  test('breaks in front of flags only, and can be pasted', () => {
    const rows = commandRows(command, 50);
    expect(rows).toEqual([
      "heddle compare './my work.js' \\",
      '  --models async,threads --tasks 480 \\',
      "  --set 'text=two words' -c 8",
    ]);
    expect(rows.join('\n').replaceAll('\\\n  ', '')).toBe(command);
  });

  test('fills a row to its last cell', () => {
    expect(commandRows('heddle run wait --tasks 5 --seed 1', 27)).toEqual([
      'heddle run wait --tasks 5 \\',
      '  --seed 1',
    ]);
    expect(commandRows('heddle run wait --tasks 5 --seed 1', 26)).toEqual([
      'heddle run wait \\',
      '  --tasks 5 --seed 1',
    ]);
  });

  test('counts cells, not characters', () => {
    expect(commandRows('heddle run ./仕事仕事.js -t 5', 24)).toEqual([
      'heddle run ./仕事仕事.js \\',
      '  -t 5',
    ]);
  });

  test('keeps a flag with its value whole where nothing fits', () => {
    expect(commandRows('heddle run wait --set ms=50', 5)).toEqual(['heddle run wait \\', '  --set ms=50']);
  });
});

describe('pieces of a text', () => {
  test.each([
    [
      'Run it: heddle run wait -m async -t 10000 now',
      ['Run', 'it:', 'heddle run wait -m async -t 10000', 'now'],
    ],
    [
      'NODE_OPTIONS=--max-old-space-size=512 heddle run wait --set ms=50, or less',
      ['NODE_OPTIONS=--max-old-space-size=512 heddle run wait --set ms=50,', 'or', 'less'],
    ],
    ["try --set 'text=a b' and --tasks 480; or", ['try', "--set 'text=a b'", 'and', '--tasks 480;', 'or']],
    ['see heddle --help; then go', ['see', 'heddle --help;', 'then', 'go']],
    [
      'heddle decide ./my-work.ts --measure --answer cpu=yes',
      ['heddle decide ./my-work.ts --measure --answer cpu=yes'],
    ],
    [
      'see npx heddle list: it -- or not - tells',
      ['see', 'npx heddle list:', 'it', '--', 'or', 'not', '-', 'tells'],
    ],
    ['plain words', ['plain', 'words']],
    ['for 1.2 s, 9 sheets, 98 %', ['for', '1.2 s,', '9', 'sheets,', '98 %']],
    ['after 1 m 05 and 0.9 ms', ['after', '1 m 05', 'and', '0.9 ms']],
  ])('%s', (text, expected) => {
    expect(pieces(text)).toEqual(expected);
    expect(pieces(text).join(' ')).toBe(text);
  });
});
