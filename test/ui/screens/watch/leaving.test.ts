import { afterEach, expect, test } from 'vitest';
import type { Observation } from '../../../../source/protocol/observation.ts';
import { frozenServer, played } from '../../../helpers/watched.ts';
import { openLab } from '../../helpers/lab.ts';

let app: ReturnType<typeof openLab>;
afterEach(() => app.unmount());

async function watching(how: Observation['how']) {
  const { observation, calls, play } = played(how);
  app = openLab(80, 24, {
    opening: { screen: 'watch', argument: { observation } },
    schedule: (flush) => flush(),
  });
  await app.until(([header]) => header!.includes('[Watch]'));
  play(frozenServer());
  await app.settle();
  expect(app.text()).toContain('frozen 1.6 s by POST /login');
  return { calls, play };
}

test('no other screen is seen before the one that it opens on', async () => {
  app = openLab(80, 24, { opening: { screen: 'watch', argument: {} } });
  expect(app.text().trim()).toBe('');
  await app.until(([header]) => header !== '');
  expect(app.text()).toContain('[Watch]');
});

test('q asks before a program ends that was launched; the very next q leaves', async () => {
  const { calls } = await watching('launched');
  await app.press('q');
  expect(app.text()).toContain('Press q again to leave: server.js is then asked to end (SIGTERM).');
  await app.press('tab', 'q');
  expect(app.exited()).toBe(false);
  expect(calls).toEqual([]);
  await app.press('q');
  expect(app.exited()).toBe(true);
  expect(calls).toEqual(['end']);
});

test('it is asked about on any other screen too, where the first row tells of it', async () => {
  const { calls } = await watching('launched');
  await app.press('s', 'l');
  expect(app.rows()[0]).toContain('▸ watching server.js');
  await app.press('q');
  expect(app.exited()).toBe(false);
  await app.press('ctrl-c');
  expect(app.exited()).toBe(true);
  expect(calls).toEqual(['end']);
});

test('what ran before is let go of without a question', async () => {
  const { calls } = await watching('attached');
  await app.press('q');
  expect(app.exited()).toBe(true);
  expect(calls).toEqual(['detach']);
});

test('a program that has ended holds nobody up', async () => {
  const { calls, play } = await watching('launched');
  play([{ ended: { exitCode: 0, signal: null, asked: null } }]);
  await app.press('q');
  expect(app.exited()).toBe(true);
  expect(calls).toEqual([]);
});
