import { expect, test } from 'vitest';
import type { ProgramEvent } from '../../../../source/protocol/program-events.ts';
import type { WatchEvent, WatchEventOf } from '../../../../source/protocol/watch-events.ts';
import { createScreen } from '../../../../source/ui/screens/watch/index.ts';
import { frozenServer, look, played } from '../../../helpers/watched.ts';
import { openFake } from '../helpers/fake-services.ts';

function open(events: Iterable<ProgramEvent>) {
  const { observation, calls, play } = played('launched');
  const screen = openFake(createScreen, { argument: { observation } });
  play(events);
  return Object.assign(screen, { play, calls });
}

const of = (event: WatchEvent): ProgramEvent => ({ pid: 1234, event });
const profile = (atMs: number, more: Partial<WatchEventOf<'profile'>> = {}): WatchEventOf<'profile'> => ({
  ...{ type: 'profile', atMs, state: 'runs', forMs: 10_000, startedMs: 121_800 },
  ...{ found: null, path: null, bytes: null, why: null, ...more },
});
const taken: Partial<WatchEventOf<'profile'>> = {
  state: 'taken',
  found: {
    ...{ durationMs: 10_012, idleRatio: 0.06 },
    functions: [
      {
        ...{ name: 'pbkdf2Sync', file: 'node:internal/crypto/pbkdf2', line: 62, ratio: 0.61 },
        caller: { name: 'hashPassword', file: '/srv/shop/auth.js', line: 40 },
      },
      { name: 'render', file: '/srv/shop/view.js', line: 7, ratio: 0.2, caller: null },
      {
        ...{
          name: 'stringify',
          file: '/srv/shop/node_modules/fast-json/lib/index.js',
          line: 40,
          ratio: 0.043,
        },
        caller: { name: null, file: '/srv/shop/routes/report.js', line: 3 },
      },
      { name: 'garbage collector', file: null, line: null, ratio: 0.02, caller: null },
    ],
  },
  path: '/srv/shop/heddle-server-1234-2026-11-28T071500.cpuprofile',
  bytes: 340_211,
};

test('p takes a profile of the process in front, tells how far it is, and shows what came of it', async () => {
  const screen = open(frozenServer());
  const note = () => screen.screen.note!();
  screen.press('p');
  expect(screen.calls).toEqual(['profile 1234 10000']);
  screen.play([of(profile(121_700, { state: 'waits', startedMs: null }))]);
  expect(note()).toContain('▸ Profile: it begins once the main thread answers');
  screen.play([of(profile(121_800)), of(look(128_000, [1]))]);
  expect(note()).toContain('▸ Profile: 6 of 10 s');
  screen.press('p');
  expect(note()).toBeNull();
  expect(screen.text()).toMatch(/─\[Profile of process 1234\][\s\S]*▸ Profile: 6 of 10 s/);
  expect(() => screen.press('p')).toThrow('no key');
  screen.press('escape');
  screen.play([of(profile(132_000, taken))]);
  expect(note()).toContain('✓ The profile is taken. p shows it.');
  screen.press('p');
  for (const width of [60, 80])
    await expect(`${screen.text(width, 21)}\n`).toMatchFileSnapshot(`frames/profile-${width}x24.txt`);
  screen.press('escape');
  expect(note()).toBeNull();
  screen.press('p', 'p');
  expect(screen.calls).toHaveLength(2);
});

test('a profile that waits for a call of native code says so; one that cannot be says why', () => {
  const screen = open(frozenServer());
  screen.press('p');
  screen.play([of(profile(121_700, { state: 'waits', startedMs: null })), of(look(123_000, []))]);
  screen.press('p');
  expect(screen.text()).toContain('a call of native code has to return first');
  screen.play([of(profile(124_000, { state: 'failed', why: 'Heddle profiles Node.js only' }))]);
  expect(screen.text()).toContain('✗ No profile: Heddle profiles Node.js only');
  screen.press('escape', 'space');
  screen.play([of(profile(125_000, { startedMs: 125_000 }))]);
  expect(screen.screen.note!()).toContain('Profile: 0 of 10 s');
});
