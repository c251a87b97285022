import { describe, expect, test } from 'vitest';
import type { Command } from '../../source/protocol/commands.ts';
import { decodeCommand, decodeEvent, encode, ProtocolError } from '../../source/protocol/decode.ts';
import { protocolVersion } from '../../source/protocol/units.ts';
import { everyEvent } from '../helpers/events.ts';
import { planOf } from '../helpers/plan.ts';

const commands: Command[] = [
  {
    type: 'start',
    protocol: protocolVersion,
    plan: planOf(),
    folder: '/tmp/x',
    sampleIntervalMs: 100,
    stacks: true,
  },
  {
    type: 'start',
    protocol: protocolVersion,
    plan: planOf({ module: '/a.mjs' }),
    folder: '/tmp/x',
    sampleIntervalMs: null,
    stacks: false,
  },
  { type: 'cancel', reason: 'time-limit', graceMs: 0 },
];

type Path = (string | number)[];

/** Every place in a message where a value stands, containers included. */
function placesIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const inside = Object.entries(value).flatMap(([key, child]) =>
    placesIn(child, [...path, Array.isArray(value) ? Number(key) : key]),
  );
  return path.length === 0 ? inside : [path, ...inside];
}

/** A copy of a message with one place changed: to another value, or away altogether. */
function changed(message: unknown, path: Path, value: unknown): unknown {
  const copy = structuredClone(message);
  let at = copy as Record<string | number, unknown>;
  for (const key of path.slice(0, -1)) at = at[key] as typeof at;
  if (value === undefined) delete at[path.at(-1)!];
  else at[path.at(-1)!] = value;
  return copy;
}

function problemOf(decode: (line: string) => unknown, message: unknown): Error | null {
  try {
    decode(JSON.stringify(message));
    return null;
  } catch (error) {
    return error as Error;
  }
}

/** Parts of a message whose content is free. */
const isFree = (path: Path) => path.includes('parameters') && path.at(-1) !== 'parameters';

function expectEveryFieldMatters(decode: (line: string) => unknown, message: object): void {
  for (const path of placesIn(message)) {
    if (isFree(path)) continue;
    const inRows = path[0] === 'rows' && path.length > 1;
    const named = inRows ? 'rows' : path.join('.');
    // A symbolless object is right nowhere; a missing element only shortens a list.
    const wrongs = typeof path.at(-1) === 'number' ? [{ wrong: [] }] : [undefined, { wrong: [] }];
    for (const wrong of wrongs) {
      const problem = problemOf(decode, changed(message, path, wrong));
      expect(problem, `${path.join('.')} := ${JSON.stringify(wrong)}`).toBeInstanceOf(ProtocolError);
      expect(problem?.message).toMatch(new RegExp(`field ${named.replaceAll('.', '\\.')}(\\.[\\w.]+)?:`));
      expect(problem?.message).not.toContain('\n');
    }
  }
}

describe('events', () => {
  test.each(Object.values(everyEvent))('$type: comes back as it was sent', (event) => {
    const line = encode(event);
    expect(line.indexOf('\n')).toBe(line.length - 1);
    expect(decodeEvent(line)).toEqual(event);
  });

  test.each(Object.values(everyEvent))('$type: a missing or wrong field is named', (event) => {
    expectEveryFieldMatters(decodeEvent, event);
  });

  test('figures that were not measured are null, and stay null', () => {
    const { sample } = everyEvent;
    const blank = {
      ...sample,
      lanes: [
        {
          lane: 0,
          cpuMs: null,
          waitMs: null,
          lockMs: null,
          lagMs: null,
          utilizationRatio: null,
          collectorMs: null,
          keptBytes: null,
          keptBufferBytes: null,
          youngCollectorMs: null,
          longCollectorMs: null,
          copyMs: null,
          task: null,
        },
      ],
      machine: { coreBusyRatio: null, memoryUsedBytes: null, throttledMs: null },
    };
    expect(decodeEvent(encode(blank))).toEqual(blank);
  });

  test('text of a workload is cleaned on its way in', () => {
    const event = decodeEvent(encode({ ...everyEvent.output, text: '\u001b[31mred\u001b[0m\u0007' }));
    expect(event).toMatchObject({ text: 'red' });
  });

  test.each([
    ['a row too short', [0, 1, 0]],
    ['a state unknown', [0, null, 0, 1, 1, 1, 0]],
    ['progress unknown', [0, 1, 0, 1, 1, 1, null]],
    ['half a task', [0.5, 1, 0, 1, 1, 1, 0]],
    ['a task before the first', [-1, 1, 0, 1, 1, 1, 0]],
    ['half a lane', [0, 1, 0.5, 1, 1, 1, 0]],
    ['a part of a microsecond', [0, 1, 0, 1.5, 1, 1, 0]],
    ['a time before the origin', [0, 1, 0, -2, 1, 1, 0]],
    ['a time that is null', [0, 1, 0, null, 1, 1, 0]],
    ['text for a time', [0, 1, 0, '1', 1, 1, 0]],
  ])('rows with %s are refused', (_what, rows) => {
    const problem = problemOf(decodeEvent, { ...everyEvent.tasks, rows });
    expect(problem).toBeInstanceOf(ProtocolError);
    expect(problem?.message).toContain('field rows');
  });
});

describe('commands', () => {
  test.each(commands)('$type: comes back as it was sent', (command) => {
    expect(decodeCommand(encode(command))).toEqual(command);
  });

  test.each(commands)('$type: a missing or wrong field is named', (command) => {
    expectEveryFieldMatters(decodeCommand, command);
  });

  test('another version of the protocol is refused', () => {
    const problem = problemOf(decodeCommand, { ...commands[0], protocol: protocolVersion + 1 });
    expect(problem?.message).toContain('field protocol');
  });

  test.each([
    ['no tasks', { tasks: 0 }],
    ['half a task', { tasks: 1.5 }],
    ['nothing at once', { concurrency: 0 }],
    ['no time', { timeLimitMs: 0 }],
    ['no time to start tasks in', { stopAfterMs: 0 }],
    ['half a digest', { digests: 0.5 }],
    ['an unknown model', { model: 'magic' as 'async' }],
  ])('a plan with %s is refused', (_what, part) => {
    const problem = problemOf(decodeCommand, { ...commands[0], plan: planOf(part) });
    expect(problem?.message).toContain(`field plan.${Object.keys(part)[0]}`);
  });
});

test('a line that is no JSON is quoted, shortened', () => {
  expect(() => decodeEvent('Segmentation fault')).toThrow('event: not JSON: "Segmentation fault"');
  expect(() => decodeEvent('x'.repeat(10_000))).toThrow(/^.{1,150}$/);
});
