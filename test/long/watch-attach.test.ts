import { describe, expect, test } from 'vitest';
import { eventually } from '../helpers/processes.ts';
import { attachedTo, server, traces } from '../watch/runs/helpers/running.ts';
import { programFile } from '../watch/runs/helpers/watched.ts';
import { fetchNode } from './helpers/fetch-node.ts';

const file = programFile('tells-state.cjs');

describe.each(['18', '20', '22', '26'])('a server under Node.js %s that runs already', (version) => {
  const node = fetchNode(version);

  test('is attached to, and has nothing left in it afterwards', async () => {
    await using program = await server([], node);
    const before = JSON.stringify(traces(program.pid));
    const told = await program.ask('/');
    const heddle = await attachedTo(program.pid);
    const { event } = await heddle.told.untilEvent('watch-started');
    expect(event.engine?.version.startsWith(`${version}.`)).toBe(true);
    await heddle.told.untilEvent('sample');
    await heddle.attached.detach();
    await eventually(() => JSON.stringify(traces(program.pid)) === before);
    expect(await program.ask('/')).toBe(told);
  });

  test('tells the line of a freeze that had begun before', async () => {
    await using program = await server([], node);
    program.ask('/login?ms=60000').catch(() => {});
    const heddle = await attachedTo(program.pid);
    const { event } = await heddle.told.untilEvent('held', ({ frames }) => frames.length > 0);
    expect(event).toMatchObject({ over: false, frames: [{ name: 'hashPassword', file, line: 9 }, {}] });
    await program[Symbol.asyncDispose]();
    await heddle.attached.ended;
  });
});
