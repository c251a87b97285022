import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { npm } from '../package/helpers/install.ts';
import { programFile, watched } from '../watch/runs/helpers/watched.ts';

const file = programFile('requests.cjs');
const nodes = mkdtempSync(join(tmpdir(), 'heddle-nodes-'));
afterAll(() => rmSync(nodes, { recursive: true }));

/** The program of that version of Node.js, from npm. */
function fetchNode(version: string): string {
  const folder = join(nodes, version);
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "allowScripts": { "node": true } }');
  npm(['install', `node@${version}`], folder);
  return join(folder, 'node_modules', 'node', 'bin', 'node');
}

describe.each([
  ['18', 'likely'],
  ['20', 'likely'],
  ['22', 'likely'],
  ['26', 'exact'],
])('on Node.js %s', (version, certainty) => {
  const node = fetchNode(version);

  test.each(['/handler', '/await', '/body'])(
    `the one that holds the loop is ${certainty}: %s`,
    async (path) => {
      await using program = await watched([node, file]);
      const { told } = program;
      const port = await told.untilPort();
      await told.untilEvent('loaded');
      fetch(`http://127.0.0.1:${port}${path}`).catch(() => {});
      const { event } = await told.untilEvent('held', ({ frames }) => frames[0]?.name === 'hashPassword');
      expect(event.holder).toEqual({ kind: 'request', request: `GET ${path}`, certainty });
    },
  );

  test('requests are counted, also those that it sends', async () => {
    await using program = await watched([node, file]);
    const { told } = program;
    const port = await told.untilPort();
    await told.untilEvent('loaded');
    expect((await told.untilEvent('watch-started')).event.requests).toBe(certainty);
    const ask = (path: string) => fetch(`http://127.0.0.1:${port}${path}`).then((answer) => answer.text());
    const calls = ask('/fetches');
    const sent = await told.untilEvent('requests', ({ rows }) => rows.some(({ kind }) => kind === 'client'));
    const { parent } = sent.event.rows.find(({ kind }) => kind === 'client')!;
    expect(parent !== null).toBe(certainty === 'exact');
    await ask('/go-on?it');
    expect(await calls).toBe('ok');
    await ask('/broken');
    const { event } = await told.untilEvent('requests', ({ ended }) => ended === 4);
    expect(event).toMatchObject({ begun: 4, failed: 1, uncounted: 0 });
  });

  test('a timer is no request', async () => {
    await using program = await watched([node, file]);
    const port = await program.told.untilPort();
    await fetch(`http://127.0.0.1:${port}/cron`);
    const { event } = await program.told.untilEvent(
      'held',
      ({ frames }) => frames[0]?.name === 'hashPassword',
    );
    expect(event.holder).toEqual({ kind: 'timer', certainty: 'likely' });
  });
});
