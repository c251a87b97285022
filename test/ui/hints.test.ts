import { describe, expect, test } from 'vitest';
import { fitHints } from '../../source/ui/app/hints.ts';
import { appKeys } from '../../source/ui/app/keys.ts';
import { widthOf } from '../../source/ui/text.ts';
import { frozenServer } from '../helpers/watched.ts';
import { plain } from './helpers/lab-screen.ts';
import { cluster, open } from './screens/watch/helpers/open.ts';

const nothing = () => {};
const frame = appKeys({ openMenu: nothing, openHelp: nothing, quit: nothing });

test('the highest rank leaves first, of it the last, and rank 0 never', () => {
  const hints = [
    { shown: 'a', hint: 'now', rank: 1 },
    { shown: 'b', hint: 'seldom' },
    { shown: 'c', hint: 'never' },
    { shown: '?', hint: 'help', rank: 0 },
  ];
  const at = (width: number) => fitHints(hints, width, plain).trimEnd();
  expect(at(33)).toBe(' a now  b seldom  c never  ? help');
  expect(at(32)).toBe(' a now  b seldom  ? help');
  expect(at(20)).toBe(' a now  ? help');
  expect(at(8)).toBe(' ? help');
});

describe('the keys of a program that is watched', () => {
  const footer = (screen: ReturnType<typeof open>, width: number) => {
    screen.text(width, 21);
    return fitHints(
      [...screen.screen.keys(), ...frame].filter(({ hint }) => hint !== ''),
      width,
      plain,
    );
  };

  test.each([
    ['a frozen server', () => open(frozenServer())],
    ['a cluster', () => open(cluster())],
  ])('of %s Space, d and ? have a hint on 80 columns', (_, make) => {
    const row = footer(make(), 80);
    for (const hint of ['Enter', 'Space pause', 'd detach', '? help', 'q quit']) expect(row).toContain(hint);
  });

  test.each([20, 40, 60, 80, 120])('help is there on %i columns', (width) => {
    const row = footer(open(frozenServer()), width);
    expect(row).toContain('? help');
    expect(widthOf(row)).toBe(width);
  });

  test('of an opened freeze how to go back stays as well', () => {
    const screen = open(frozenServer());
    screen.text(80, 21);
    screen.press('tab', 'enter');
    for (const hint of ['Esc back', '←→', 'Space pause', 'd detach', '? help'])
      expect(footer(screen, 80)).toContain(hint);
  });
});
