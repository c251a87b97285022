import { expect, test } from 'vitest';
import { helpOf, helpText } from '../../source/command-line/help.ts';
import { commands } from '../../source/commands/index.ts';

const flagsIn = (text: string) => [...text.matchAll(/^ {4}--([a-z-]+)/gm)].map(([, name]) => name!);

test.each(Object.entries(commands))(
  'the help of %s tells its usage, each of its flags, and no other',
  (name, { flags }) => {
    const text = helpOf(name, flags);
    expect(text.match(/^ {4}\$ heddle \w+/m)?.[0]).toBe(`    $ heddle ${name}`);
    expect(flagsIn(text).sort()).toEqual([...flags].sort());
    expect(text).toContain('Exit codes');
    expect(Math.max(...text.split('\n').map((row) => row.length))).toBeLessThanOrEqual(100);
  },
);

test('the whole help tells every flag of every command', () => {
  const all = new Set(Object.values(commands).flatMap(({ flags }) => flags));
  expect(new Set(flagsIn(helpText))).toEqual(all);
});

test('examples are of the command', () => {
  expect(helpOf('compare', commands.compare!.flags)).toContain('$ heddle compare wait --models');
  expect(helpOf('compare', commands.compare!.flags)).not.toContain('$ heddle run');
});
