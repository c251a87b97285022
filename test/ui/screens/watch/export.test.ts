import { expect, test } from 'vitest';
import type { CallableOf } from '../../../../source/findings/measure-words.ts';
import type { At, Exported } from '../../../../source/harness/harness.ts';
import type { WatchEvent } from '../../../../source/protocol/watch-events.ts';
import { createScreen } from '../../../../source/ui/screens/watch/index.ts';
import { frozenServer, held, look, played, started } from '../../../helpers/watched.ts';
import { openFake } from '../helpers/fake-services.ts';

const exported: Exported = {
  ...{
    name: 'heddle-hash-password.mjs',
    way: 'copies',
    of: 'hashPassword (auth.js:42)',
    inputs: ['password', 'salt'],
    decide: 'heddle decide ./heddle-hash-password.mjs',
  },
  note: 'Importing auth.js would start its server: the code is copied. In a file of its own it could be imported.',
};

function open(exportHarness: (places: readonly At[]) => Exported, events = frozenServer()) {
  const { observation, play } = played('launched');
  const screen = openFake(createScreen, { argument: { observation }, exportHarness });
  play(events);
  return screen;
}

test.each([60, 80])(
  'x writes a file for what held the loop, and says what to do with it: at %i columns',
  async (width) => {
    const asked: (readonly At[])[] = [];
    const screen = open((places) => {
      asked.push(places);
      return exported;
    });
    screen.press('x');
    expect(asked[0]!.map(({ name, file, line }) => `${name} ${file}:${line}`)).toEqual([
      'hashPassword /srv/shop/auth.js:42',
      'login /srv/shop/routes/login.js:17',
    ]);
    await expect(`${screen.text(width, 21)}\n`).toMatchFileSnapshot(`frames/export-${width}x24.txt`);
    screen.press('escape');
    expect(screen.text()).toContain('[Requests]');
  },
);

test('the finding names what x calls, if that is another function, and what to do where it calls none', () => {
  const told = (callableOf: CallableOf) => {
    const { observation, play } = played('launched');
    const screen = openFake(createScreen, { argument: { observation }, callableOf });
    play(frozenServer());
    return screen.text(120, 38);
  };
  const about = { inputs: [], word: null };
  expect(told(({ places }) => ({ ...about, at: places[1]!, way: 'copies' }))).toContain(
    'Try what helps in login (x)',
  );
  const text = told(({ places }) => ({ ...about, at: places[0]!, way: 'sketch' }));
  expect(text).toMatch(/To measure it, make it a function of its\s+own/);
  expect(text).not.toContain('Try what helps');
});

test('of a request or a freeze in front it is what that one did', () => {
  const files: string[] = [];
  const other = held(122_000, 400, {
    ...{ over: true, holder: { kind: 'request', request: 'GET /report', certainty: 'exact' } },
    frames: [{ name: 'render', file: '/srv/shop/view.js', line: 7, column: 1 }],
  });
  const events = [
    ...frozenServer(),
    { pid: 1234, event: held(120_000, 1600, { over: true }) },
    { pid: 1234, event: other },
  ];
  const { observation, play } = played('launched');
  const screen = openFake(createScreen, {
    argument: { observation },
    exportHarness: ([place]) => {
      files.push(place!.file);
      return exported;
    },
  });
  play(events);
  screen.press('x', 'escape');
  screen.text(80, 21);
  // What the finding says, until a freeze is opened.
  screen.press('tab', 'x', 'escape', 'enter', 'x', 'escape', 'enter', 'right', 'x');
  expect(files.map((file) => file.replace('/srv/shop/', ''))).toEqual([
    'auth.js',
    'auth.js',
    'view.js',
    'auth.js',
  ]);
});

test('a request in front that held nothing is not in the way', () => {
  const names: (string | null)[] = [];
  const screen = open(([place]) => {
    names.push(place!.name);
    return exported;
  });
  screen.text(80, 21);
  for (let row = 0; row < 4; row++) screen.press('down', 'x', 'escape');
  expect(names).toEqual(Array(4).fill('hashPassword'));
});

test('why it cannot be written is said, also where nothing held the loop, or no function of the person did', () => {
  const screen = open(() => {
    throw new Error('/srv/shop/auth.js cannot be read');
  });
  screen.press('x');
  expect(screen.said).toEqual(['/srv/shop/auth.js cannot be read']);
  const { observation, play } = played('launched');
  const quiet = openFake(createScreen, { argument: { observation } });
  const tell = (...events: WatchEvent[]) => play(events.map((event) => ({ pid: 1, event })));
  tell(started(1), { type: 'loaded', atMs: 9 }, look(1000, [1]));
  expect(quiet.text()).not.toContain('x export');
  quiet.press('x');
  tell(held(2000, 300, { over: true, frames: [] }));
  quiet.press('x');
  tell(started(1, { how: 'outside' }));
  quiet.press('x');
  expect(quiet.said).toEqual([
    'Nothing has held the event loop yet: there is no function to export.',
    'None of your functions was seen to hold the event loop there.',
    'This process is seen from outside: no function of it is known.',
  ]);
});
