import { PassThrough } from 'node:stream';
import { expect, onTestFinished, test } from 'vitest';
import { EventStream } from '../../source/launch/event-stream.ts';
import { encode } from '../../source/protocol/decode.ts';
import type { RunEvent } from '../../source/protocol/events.ts';
import { endedEvent } from '../helpers/played-sources.ts';

/** A stream over pipes that the test writes to, without a process behind them. */
function open() {
  const pipes = { events: new PassThrough(), stdout: new PassThrough() };
  const heard: RunEvent[] = [];
  const calls: string[] = [];
  const stream = new EventStream({
    onEvent: (event) => heard.push(event),
    onLast: () => calls.push('last'),
    onBroken: () => calls.push('broken'),
  });
  stream.readEvents(pipes.events);
  stream.readOutput(pipes.stdout, 'stdout');
  onTestFinished(() => stream.finish(''));
  const say = (...events: RunEvent[]) => void pipes.events.write(events.map(encode).join(''));
  const types = () => heard.map(({ type }) => type);
  return { stream, pipes, heard, calls, say, types };
}

const phase: RunEvent = { type: 'phase', atMs: 1, phase: 'running' };
const tick = () => new Promise((resolve) => setImmediate(resolve));

test('the last event waits for what was printed, and nothing is said after it', async () => {
  const { stream, pipes, say, types, calls, heard } = open();
  say(phase, endedEvent('failed', 'why'), phase);
  await tick();
  expect([types(), calls, stream.isLast]).toEqual([['phase'], ['last'], true]);
  pipes.stdout.write('late words\n');
  await tick();
  stream.finish('it went away');
  expect(types()).toEqual(['phase', 'output', 'run-ended']);
  expect(heard.at(-1)).toMatchObject({ outcome: 'failed', message: 'why' });
});

test('what ends without a last word has crashed, for the reason that is given', async () => {
  const { stream, say, heard } = open();
  say(phase);
  await tick();
  stream.finish('it went away');
  expect(heard.at(-1)).toMatchObject({ type: 'run-ended', outcome: 'crashed', message: 'it went away' });
});

test('what was asked to end has not crashed', () => {
  const { stream, heard } = open();
  stream.cancelled = true;
  stream.finish('it went away');
  expect(heard.at(-1)).toMatchObject({ outcome: 'cancelled', message: 'killed before its tasks had ended' });
});

test('what cannot be understood ends the stream once, and says so at its end', async () => {
  const { stream, pipes, say, calls, types, heard } = open();
  pipes.events.write('{"type":"nonsense"}\n');
  say(phase);
  await tick();
  expect([calls, types()]).toEqual([['last', 'broken'], []]);
  stream.finish('it went away');
  expect(heard.at(-1)).toMatchObject({
    outcome: 'crashed',
    message: expect.stringContaining('the engine process sent an invalid event'),
  });
});
