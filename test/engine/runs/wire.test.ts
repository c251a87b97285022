import { expect, test } from 'vitest';
import type { StartCommand } from '../../../source/protocol/commands.ts';
import { decodeEvent, encode } from '../../../source/protocol/decode.ts';
import { protocolVersion } from '../../../source/protocol/units.ts';
import { talkToEngine } from '../../helpers/bare-engine.ts';
import { planOf } from '../../helpers/plan.ts';

const start = (part: Partial<StartCommand> = {}): StartCommand => ({
  type: 'start',
  protocol: protocolVersion,
  plan: planOf({ workload: 'wait', parameters: { ms: 1 } }),
  folder: '/nowhere',
  sampleIntervalMs: 10,
  stacks: true,
  ...part,
});

test('every line of an engine is an event; run-ended is the last, whoever listens', async () => {
  const events = (await talkToEngine(encode(start()))).map(decodeEvent);
  expect(events[0]?.type).toBe('run-started');
  expect(events.filter(({ type }) => type === 'run-ended')).toEqual([events.at(-1)]);
  expect(events.at(-1)).toMatchObject({ outcome: 'completed' });
});

test('without telemetry it says what became of its tasks, and takes no samples', async () => {
  const events = (await talkToEngine(encode(start({ sampleIntervalMs: null })))).map(decodeEvent);
  const types = new Set(events.map(({ type }) => type));
  expect(types).toContain('tasks');
  // Lane and tasks are found by the same look: the lane is told first.
  const order = events.map(({ type }) => type);
  expect(order.indexOf('lane')).toBeLessThan(order.indexOf('tasks'));
  expect(types).not.toContain('sample');
  expect(types).not.toContain('held');
});

test.each([
  ['another version', `${JSON.stringify({ ...start(), protocol: 99 })}\n`, /field protocol/],
  ['a plan that is none', `${JSON.stringify({ ...start(), plan: { tasks: 3 } })}\n`, /field plan\./],
  ['no JSON', 'GET / HTTP/1.1\n', /not JSON/],
])('a host that speaks %s hears why, and the engine ends', async (_what, line, message) => {
  const events = (await talkToEngine(line)).map(decodeEvent);
  expect(events).toHaveLength(1);
  expect(events[0]).toMatchObject({ type: 'run-ended', outcome: 'crashed' });
  expect(events[0]).toHaveProperty('message', expect.stringMatching(message));
});
