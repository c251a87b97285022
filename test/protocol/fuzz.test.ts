import { expect, test } from 'vitest';
import { decodeCommand, decodeEvent, ProtocolError } from '../../source/protocol/decode.ts';
import { everyEvent } from '../helpers/events.ts';

/** Numbers from 0 to 1 that are the same in every run: a failure can be repeated. */
function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const words = ['type', 'rows', 'lane', 'toString', 'valueOf', '__proto__', 'constructor', 'plan', 'atMs', ''];

function anyJson(random: () => number, depth = 0): unknown {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const kind = Math.floor(random() * (depth > 3 ? 5 : 7));
  if (kind === 0) return null;
  if (kind === 1) return random() < 0.5;
  if (kind === 2) return pick([0, -1, 0.5, 1e300, -0, 7]);
  if (kind === 3) return pick([...words, ...Object.keys(everyEvent)]);
  if (kind === 4) return pick(['\u0000', '\ud800', 'x'.repeat(3000), '\u001b[2J']);
  const size = Math.floor(random() * 5);
  if (kind === 5) return Array.from({ length: size }, () => anyJson(random, depth + 1));
  return Object.fromEntries(
    Array.from({ length: size }, () => [pick(words), anyJson(random, depth + 1)] as const),
  );
}

function expectOnlyProtocolErrors(line: string): void {
  for (const decode of [decodeEvent, decodeCommand]) {
    try {
      decode(line);
    } catch (error) {
      expect(error, line).toBeInstanceOf(ProtocolError);
    }
  }
}

test('random JSON never makes a decoder throw anything but a ProtocolError', () => {
  const random = chance(20_240_731);
  for (let i = 0; i < 5000; i++) expectOnlyProtocolErrors(JSON.stringify(anyJson(random)));
});

test('neither do real events with one random part', () => {
  const random = chance(7);
  const events = Object.values(everyEvent);
  for (let i = 0; i < 5000; i++) {
    const event = structuredClone(events[i % events.length]!) as Record<string, unknown>;
    const keys = Object.keys(event);
    event[keys[Math.floor(random() * keys.length)]!] = anyJson(random);
    expectOnlyProtocolErrors(JSON.stringify(event));
  }
});

test('neither do a type that cannot be turned into text, and lines that are no JSON', () => {
  for (const line of [
    '{"type":{"toString":1}}',
    '{"type":[{"toString":null}]}',
    '',
    '{',
    'null',
    '[]',
    '"x"',
  ]) {
    expect(() => decodeEvent(line), line).toThrow(ProtocolError);
  }
});
