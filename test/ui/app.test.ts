import { afterEach, expect, test } from 'vitest';
import { drawApp } from '../../source/ui/app/frame.ts';
import { screenCards } from '../../source/ui/screens/index.ts';
import { widthOf } from '../../source/ui/text.ts';
import { openLab } from './helpers/lab.ts';
import { pictureOf, snapshotOf } from './helpers/lab-screen.ts';
import { planOf, sessionOf } from './helpers/plans.ts';
import * as scripts from './helpers/script.ts';

let app: ReturnType<typeof openLab>;
afterEach(() => app.unmount());

test('s opens the menu of screens over the lab, Esc and s close it', async () => {
  app = openLab();
  for (const leave of ['escape', 's']) {
    await app.press('s');
    for (const { title, about } of screenCards) {
      expect(app.text()).toContain(title);
      expect(app.text()).toContain(about);
    }
    await app.press(leave);
    expect(app.text()).toContain('Enter runs compute under threads');
  }
});

test('the menu: arrows stop at its ends, Enter and letters go there', async () => {
  app = openLab();
  await app.press('s', 'up', 'down');
  expect(app.text()).toMatch(/→ g {2}Guide/);
  await app.press(...screenCards.map(() => 'down'));
  expect(app.text()).toMatch(/→ w {2}Watch/);
  await app.press('l');
  expect(app.text()).toContain('Enter runs compute under threads');
});

test('a letter in the menu does not reach the lab below it', async () => {
  app = openLab();
  await app.press('s', 'r', '2');
  expect(app.plans).toEqual([]);
  await app.press('escape');
  expect(app.text()).toContain('→ 3 threads');
});

test.each(['q', 'ctrl-c'])('%s in the menu quits, and a run under way ends with it', async (key) => {
  app = openLab();
  await app.press('enter');
  await app.play(scripts.computeUnderThreads(1000));
  await app.press('s', key);
  expect(app.calls.slice(1)).toEqual(['kill']);
  expect(app.exited()).toBe(true);
});

/** Screens are loaded when they are opened. */
const isAt = (title: string) => app.until(([header]) => header!.includes(`[${title}]`));

test('Esc goes back to the screen before, and at last to the lab as it was left', async () => {
  app = openLab();
  await app.press('4', 'i');
  await isAt('Models');
  expect(app.text()).toContain('[4 processes]');
  expect(app.rows().at(-1)).toContain('Esc back');
  await app.press('escape');
  await isAt('Lab');
  expect(app.text()).toContain('→ 4 processes');
  expect(app.rows().at(-1)).not.toContain('Esc back');
  await app.press('s', 't');
  await isAt('Table');
  await app.press('x');
  await isAt('Claims');
  await app.press('escape');
  await isAt('Table');
  await app.press('escape');
  await isAt('Lab');
});

test('Esc in the lab goes back to the card that sent the person there; from the menu nothing lies behind', async () => {
  app = openLab();
  await app.press('i');
  await isAt('Models');
  await app.press('o');
  await isAt('Lab');
  expect(app.rows().at(-1)).toContain('Esc back');
  await app.press('escape');
  await isAt('Models');
  await app.press('s', 'l', 'escape');
  await isAt('Lab');
  expect(app.rows().at(-1)).not.toContain('Esc back');
});

test('Esc is named once: a screen with a use of its own for it keeps it', async () => {
  app = openLab(120, 24);
  await app.press('s', 'c');
  await isAt('Compare');
  await app.press('w');
  expect(app.rows().at(-1)!.match(/Esc/g)).toHaveLength(1);
  await app.press('escape');
  await isAt('Compare');
  await app.press('escape');
  await isAt('Lab');
});

test.each([60, 80, 120])('the header names the screen in front at %i columns', async (columns) => {
  app = openLab(columns, 24);
  await app.settle();
  expect(app.rows()[0]).toContain('Lab');
  expect(app.rows()[0]).toContain('2 cores');
});

test('? tells the keys of the screen in front and what its figures mean, to the last row', async () => {
  app = openLab();
  await app.press('s', 'c');
  await isAt('Compare');
  await app.press('?');
  expect(app.text()).toContain('Space');
  await app.press(...Array.from({ length: 40 }, () => 'down'));
  expect(app.text()).toContain('speed-up');
  expect(app.text()).toContain('not measured; never shown as 0');
  const end = app.text();
  await app.press('up');
  expect(app.text()).not.toBe(end);
  await app.press('escape');
  await isAt('Compare');
});

test.each([60, 110])("the lab's help is told to its last row at %i columns", async (columns) => {
  app = openLab(columns, 24);
  await app.press('?', ...Array.from({ length: 9 }, () => 'pagedown'));
  expect(app.text()).toContain('not measured; never shown as 0');
});

test('the help goes to its ends and by pages, and says where it is', async () => {
  app = openLab();
  await app.press('?');
  const top = app.text();
  expect(top).toMatch(/\[Help\].* row 1 of \d+ ↑↓/);
  expect(app.rows().at(-1)).toContain('↑↓ PgUp PgDn scroll');
  for (const [last, first] of [
    ['G', 'g'],
    ['end', 'home'],
  ] as const) {
    await app.press(last);
    expect(app.text()).toContain('not measured; never shown as 0');
    await app.press(first);
    expect(app.text()).toBe(top);
  }
  await app.press('pagedown', 'pageup');
  expect(app.text()).toBe(top);
});

test('keys typed while a screen is on its way are for that screen', async () => {
  app = openLab();
  await app.press('s', 'cw');
  await isAt('Compare');
  expect(app.text()).toContain('Compare what?');
});

test('a message stays until the next key, whatever that does', async () => {
  app = openLab();
  await app.press('enter', 's', 'c');
  await isAt('Compare');
  await app.press('enter');
  expect(app.text()).toContain('✗ A run is under way in the Lab');
  await app.press('~');
  expect(app.text()).not.toContain('A run is under way in the Lab');
});

test('a message goes when what it is about is over', async () => {
  app = openLab();
  await app.press('enter', 's', 'c');
  await isAt('Compare');
  await app.press('enter');
  await app.play([{ type: 'run-ended', atMs: 9, outcome: 'completed', wallMs: 9, message: null }]);
  expect(app.text()).not.toContain('A run is under way in the Lab');
});

test('what goes on elsewhere is in the header', async () => {
  app = openLab();
  await app.press('s', 'c');
  await isAt('Compare');
  await app.press('enter', 's', 'l');
  expect(app.rows()[0]).toMatch(/\[Lab\].*▸ run 1 of \d+ *$/);
  app.unmount();
  app = openLab();
  await app.press('enter', 's', 'm');
  await isAt('Models');
  expect(app.rows()[0]).toMatch(/\[Models\].*▸ run in the lab *$/);
});

test('whatever ends the app, its runs end with it, and the screen in front says what stays', async () => {
  let left: readonly string[] | null = null;
  app = openLab(80, 24, {
    onParting: (rows) => {
      left = rows;
    },
  });
  await app.press('s', 'c');
  await isAt('Compare');
  await app.press('enter');
  expect(app.calls).toEqual([]);
  app.unmount();
  expect(app.calls).toEqual(['kill']);
  expect(left!.join('\n')).toMatch(/^compute: [\s\S]*Verdict ─+ stopped/);
});

test('a message that is longer than the row is told whole in more of them', () => {
  const session = sessionOf(planOf(), scripts.computeToItsEnd());
  const message = 'interpreters needs Python 3.14 or newer, and this is 3.11.7 (/usr/bin/python3.11)';
  const picture = { ...pictureOf(snapshotOf(session)), message };
  const rows = drawApp(picture, { width: 60, height: 20 });
  expect(rows).toHaveLength(20);
  expect(rows.map(widthOf)).toEqual(rows.map(() => 60));
  expect(rows.join(' ').replaceAll(/ +/g, ' ')).toContain(`✗ ${message}`);
  // In a small terminal it is worth one row.
  expect(drawApp(picture, { width: 50, height: 10 }).filter((row) => row.includes('✗'))).toHaveLength(1);
});
