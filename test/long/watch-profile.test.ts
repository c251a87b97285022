import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../helpers/folder.ts';
import { eventually } from '../helpers/processes.ts';
import { attachedTo, server, traces } from '../watch/runs/helpers/running.ts';
import { programFile, watched } from '../watch/runs/helpers/watched.ts';
import { fetchNode } from './helpers/fetch-node.ts';

describe.each(['18', '20', '22', '26'])('a server under Node.js %s', (version) => {
  const node = fetchNode(version);

  test('is profiled, launched by Heddle', async () => {
    const more = { folder: temporaryFolder(), profileMs: 500 };
    await using program = await watched([node, programFile('profiled.cjs')], 'piped', null, more);
    const port = await program.told.untilPort();
    await program.told.untilEvent('profile', ({ state }) => state === 'runs');
    for (let one = 0; one < 10; one++) await fetch(`http://127.0.0.1:${port}/`);
    const { event } = await program.told.untilEvent('profile', ({ state }) => state === 'taken');
    expect(event.found!.functions).not.toEqual([]);
    expect(event.bytes).toBeGreaterThan(0);
  });

  test('ends as it would while it is profiled', async () => {
    const more = { folder: temporaryFolder(), profileMs: 60_000 };
    await using program = await watched([node, programFile('profiled.cjs')], 'piped', null, more);
    const port = await program.told.untilPort();
    await program.told.untilEvent('profile', ({ state }) => state === 'runs');
    await fetch(`http://127.0.0.1:${port}/end`).catch(() => {});
    expect(await program.launched.ended).toMatchObject({ exitCode: 3 });
    const texts = program.told.all.flatMap((said) => ('output' in said ? [said.output.text] : []));
    expect(texts.join('')).toBe(`port ${port}\n`);
  });

  test('has nothing left in it, attached to, once Heddle lets go in the middle', async () => {
    await using program = await server([], node);
    const before = JSON.stringify(traces(program.pid));
    const told = await program.ask('/');
    const heddle = await attachedTo(program.pid, { folder: temporaryFolder() });
    heddle.attached.profile(program.pid, 60_000);
    await heddle.told.untilEvent('profile', ({ state }) => state === 'runs');
    await heddle.attached.detach();
    await eventually(() => JSON.stringify(traces(program.pid)) === before);
    expect(await program.ask('/')).toBe(told);
  });
});
