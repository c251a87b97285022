import { describe, expect, test } from 'vitest';
import { paneById } from '../../../source/ui/panes/index.ts';
import { createTheme } from '../../../source/ui/theme.ts';
import { type Figures, sessionOf } from '../../findings/helpers/evidence.ts';
import { paneView, plain } from '../helpers/lab-screen.ts';

const frame = (name: string, file: string, line: number) => ({ name, file, line, column: 1 });
const stack = [
  frame('pbkdf2Sync', 'node:internal/crypto/pbkdf2', 60),
  frame('hashPassword', '/me/auth.js', 42),
  frame('login', '/me/routes/login.js', 17),
];
const known = { cause: 'computing', frames: stack, stacks: 11, stacksHere: 9, task: 3 } as const;
const now = sessionOf({
  model: 'async',
  outcome: null,
  freezes: [{ durationMs: 1600, over: false, ...known }],
});
const after = (freezes: Figures['freezes']) => sessionOf({ model: 'async', freezes: freezes! });
const once = after([{ durationMs: 1600, ...known }]);
const twice = after([
  { durationMs: 1600, ...known },
  { durationMs: 400, ...known, stacks: 4, stacksHere: 4, task: 5 },
]);
const { task: _, ...unheld } = known;
const thrice = after([500, 400, 400].map((durationMs) => ({ durationMs, ...unheld })));
const unlike = after([
  { durationMs: 822, ...known, placed: 'before' },
  { durationMs: 100, ...known, frames: [] },
]);

type Shown = { zoomed?: boolean; theme?: typeof plain };
const draw = (
  session: typeof now,
  width: number,
  height: number,
  { zoomed = false, theme = plain }: Shown = {},
) =>
  paneById('loop')
    .draw(session, { width, height }, { ...paneView, zoomed }, theme)
    .map((row) => row.trimEnd());

describe('while the loop is frozen', () => {
  test.each([
    [33, ['   at auth.js:42 in hashPassword', '   in 9 of 11 looks at its stack']],
    [
      65,
      [
        '   at auth.js:42 in hashPassword, in 9 of 11 looks at its stack',
        '   called at routes/login.js:17 in login',
      ],
    ],
  ])('its line, its share of the looks and who called it have rows, %i wide', (width, rows) => {
    const drawn = draw(now, width, 4);
    expect(drawn.slice(2)).toEqual(rows);
    expect(drawn[0]).toContain('❄ frozen 1.6 s by task 3');
  });

  const request = 'PATCH /accounts/1979/members/12';
  const served = sessionOf({
    model: 'async',
    outcome: null,
    freezes: [
      { durationMs: 1600, over: false, ...known, holder: { kind: 'request', request, certainty: 'exact' } },
    ],
  });

  test('a request too long for the title has a row, and a name too long for a row another one', () => {
    const [title, , ...rows] = draw(served, 25, 7);
    expect(title).toMatch(/^─ ❄ frozen 1\.6 s ─+$/);
    expect(rows).toEqual([
      '   at auth.js:42',
      '   in hashPassword',
      '   by PATCH /…/members/12',
      '   in 9 of 11 looks',
      '   at its stack',
    ]);
  });

  test('files of one name are told with their folders, as far as there is room', () => {
    const frames = [frame('find', '/me/lib/users/query.js', 3), frame('list', '/me/lib/orders/query.js', 8)];
    const twins = sessionOf({
      model: 'async',
      outcome: null,
      freezes: [{ durationMs: 1600, over: false, ...known, frames, stacks: 1 }],
    });
    expect(draw(twins, 60, 4).slice(2)).toEqual([
      '   at users/query.js:3 in find',
      '   called at orders/query.js:8 in list',
    ]);
    expect(draw(twins, 29, 4)[2]).toBe('   at query.js:3 in find');
  });

  test('without room for that row the title tells how the request begins and ends', () => {
    expect(draw(served, 40, 3)[0]).toBe('─ ❄ frozen 1.6 s by PATCH …/members/12 ─');
  });

  test('no row is wider than the pane, in ASCII and without colour', () => {
    const theme = createTheme({ colour: false, unicode: false });
    for (const width of [20, 33, 60, 120])
      for (const row of draw(now, width, 6, { theme })) expect(row.length).toBeLessThanOrEqual(width);
  });
});

describe('once it was frozen', () => {
  test('the function that held it longest has a row, and each of the longest freezes', () => {
    expect(draw(twice, 70, 6).slice(2)).toEqual([
      ' ❄ froze twice, 2.0 s in total, last by task 5',
      '   most at auth.js:42 in hashPassword: 1.7 s in 2 freezes',
      '   1.6 s by task 3, computing, at auth.js:42 in hashPassword',
      '   400 ms by task 5, computing, at auth.js:42 in hashPassword',
    ]);
  });

  test('on a narrow pane the line stays', () => {
    expect(draw(twice, 33, 6).slice(2)).toEqual([
      ' ❄ froze twice, 2.0 s in total',
      '   most at auth.js:42',
      '   in hashPassword',
      '   1.7 s in 2 freezes',
    ]);
  });

  test('where the sum says where it was all the time, no row says so again', () => {
    expect(draw(thrice, 70, 4).slice(2)).toEqual([
      ' ❄ froze 3 times, 1.3 s in total at auth.js:42 in hashPassword',
      '   500 ms, computing, at auth.js:42 in hashPassword',
    ]);
    // There is no room for the place in the first row.
    expect(draw(thrice, 45, 4)[3]).toBe('   most at auth.js:42 in hashPassword');
  });

  test('no row of a freeze ends in the midst of its place', () => {
    expect(draw(unlike, 43, 8).slice(2)).toContain('   822 ms, just before auth.js:42');
  });

  test('of a single freeze the line and what it served stay, however narrow', () => {
    expect(draw(once, 33, 6).slice(2)).toEqual([
      ' ❄ froze once, 1.6 s',
      '   at auth.js:42 in hashPassword',
      '   by task 3',
      '',
    ]);
  });

  test('of a single freeze all is told in one row', () => {
    expect(draw(once, 70, 5).slice(3)).toEqual([
      ' ❄ froze once, 1.6 s by task 3 at auth.js:42 in hashPassword',
      '',
    ]);
  });
});

describe('on the whole screen', () => {
  test('each freeze has the stack of the person’s own code', () => {
    const rows = draw(twice, 80, 20, { zoomed: true });
    const at = rows.indexOf(' ❄ 1.6 s by task 3, computing');
    expect(rows.slice(at, at + 4)).toEqual([
      ' ❄ 1.6 s by task 3, computing',
      '   at auth.js:42 in hashPassword, in 9 of 11 looks at its stack',
      '   called at routes/login.js:17 in login',
      '',
    ]);
    expect(rows.join('\n')).not.toContain('pbkdf2');
  });

  test('all of it can be scrolled to', () => {
    const { length } = paneById('loop');
    const rows = draw(twice, 80, 60, { zoomed: true });
    expect(length(twice, { width: 80, height: 59 }, true)).toBeGreaterThanOrEqual(
      rows.findLastIndex((row) => row !== ''),
    );
    expect(length(twice, { width: 80, height: 5 })).toBeLessThan(4);
  });
});

test('answers that wait have a row behind the stack', () => {
  const frozen = (unreadSockets: number | null, over = false) => {
    const freezes = [{ durationMs: 1600, over, ...known, unreadSockets }];
    return draw(sessionOf({ model: 'async', outcome: null, freezes }), 70, 12, { zoomed: true }).join('\n');
  };
  expect(frozen(38)).toContain('login.js:17 in login\n   38 sockets have unread data');
  expect(frozen(1, true)).toContain('   1 socket had unread data');
  for (const none of [0, null]) expect(frozen(none)).not.toContain('socket');
});

test('the pane says how its stacks are seen, where it has the keys and there are some', () => {
  const title = (session: typeof now, focused: boolean) =>
    paneById('loop').draw(session, { width: 60, height: 5 }, { ...paneView, focused }, plain)[0];
  expect(title(twice, true)).toContain('Enter: stacks');
  expect(title(twice, false)).not.toContain('Enter');
  expect(title(after([]), true)).not.toContain('Enter');
});
