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
    expect(Math.max(...`${text}${helpText}`.split('\n').map((row) => row.length))).toBeLessThanOrEqual(79);
    // Of itself it need not say of which command a flag is.
    const others = Object.keys(commands).join('|');
    expect(text).not.toMatch(new RegExp(`^ {28}(${others}): `, 'm'));
    expect(text).not.toMatch(new RegExp(`^ {4}--\\S.* {2,}(${others}): `, 'm'));
  },
);

test('the whole help tells every flag of every command', () => {
  const all = new Set(Object.values(commands).flatMap(({ flags }) => flags));
  expect(new Set(flagsIn(helpText))).toEqual(all);
});

test('exit codes are those that the command can end with', () => {
  const codesOf = (name: string) => [
    ...new Set([...helpOf(name, commands[name]!.flags).matchAll(/^ {4}(\d+) /gm)].map(([, code]) => code)),
  ];
  expect(codesOf('list')).toEqual(['0', '2']);
  expect(codesOf('run')).toEqual(['0', '1', '2', '124', '130']);
  expect(codesOf('decide')).toEqual(['0', '1', '2', '3', '130']);
});

test('examples are of the command', () => {
  expect(helpOf('compare', commands.compare!.flags)).toContain('$ heddle compare wait --models');
  expect(helpOf('compare', commands.compare!.flags)).not.toContain('$ heddle run');
});
