import { expect, test } from 'vitest';
import type { ProgramEvent } from '../../source/protocol/program-events.ts';
import type { WatchEvent, WatchEventOf } from '../../source/protocol/watch-events.ts';
import { createProgram, type Program, reduceProgram } from '../../source/session/program.ts';
import { held, lane, look, request, started } from '../helpers/watched.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** As many objects and values as can be reached from a state, each counted once: what it holds in memory goes by that. */
function sizeOf(state: unknown): number {
  const seen = new Set<object>();
  const waiting: unknown[] = [state];
  let size = 0;
  while (waiting.length > 0) {
    const one = waiting.pop();
    size++;
    if (typeof one !== 'object' || one === null || seen.has(one)) continue;
    seen.add(one);
    // Numbers in a row, of which there are most, are counted and not visited.
    if (Array.isArray(one) && typeof one[0] === 'number') size += one.length;
    else if (one instanceof Map) waiting.push(...one.keys(), ...one.values());
    else waiting.push(...Object.values(one));
  }
  return size;
}

const routes = 40;

/** All that a busy server tells in a quarter of a second: 2,000 requests a second, some of them slow, each with a path of its own. */
function* quarter(atMs: number): Generator<WatchEvent> {
  const turn = Math.round(atMs / 250);
  yield look(atMs, [0.5, 1 + (turn % 90)]);
  const rows = Array.from({ length: 20 }, (_, at) => {
    const isEnd = at % 2 === 1;
    // Every second one is told while it is in flight, and again once it has ended.
    return request(turn * 10 + (at >> 1), `GET /users/${turn}-${at}`, atMs - 60, {
      ...(isEnd ? { endedMs: atMs, status: 500 } : {}),
    });
  });
  yield {
    ...{ type: 'requests', atMs, begun: turn * 500, ended: turn * 500, failed: turn, uncounted: turn, rows },
    routes: Array.from({ length: routes }, (_, route) => ({
      ...{
        kind: 'server',
        route: `GET /r${route}/:n`,
        count: 12,
        failed: 1,
        sumMs: 40,
        longestMs: turn % 3000,
      },
      durations: [[(turn * 37) % 400, 12]] as [number, number][],
    })) as WatchEventOf<'requests'>['routes'],
  };
  if (turn % 8 === 0) yield { type: 'sockets', atMs, open: 40, unread: 3, backlog: 1, closeWait: turn % 50 };
  if (turn % 40 === 0) {
    const frames = [{ name: `made${turn}`, file: `/srv/shop/${turn}.js`, line: 1, column: 1 }];
    yield held(atMs - 200, 150, { over: true, frames });
  }
}

function* server(pid: number, fromMs: number, overMs: number): Generator<ProgramEvent> {
  for (let atMs = fromMs; atMs < fromMs + overMs; atMs += 250) {
    for (const event of quarter(atMs)) yield { pid, event };
    const text = `GET /users/${atMs} 200\n`;
    yield { output: { type: 'output', atMs, stream: 'stdout', text, bytes: text.length, droppedBytes: 9 } };
  }
}

const begins = (pid: number): ProgramEvent[] =>
  [started(pid), lane(0, 'main'), lane(1, 'worker-1'), { type: 'loaded', atMs: 1 } as const].map((event) => ({
    ...{ pid, event },
  }));

const after = (program: Program, events: Iterable<ProgramEvent>): Program => {
  let state = program;
  for (const said of events) state = reduceProgram(state, said);
  return state;
};

test('what is kept of a server does not grow from its first half hour to the end of its day', () => {
  const first = after(after(createProgram(), begins(1)), server(1, 250, 30 * minuteMs - 250));
  const evening = after(first, server(1, dayMs - 30 * minuteMs, 30 * minuteMs));
  expect(sizeOf(first)).toBeGreaterThan(10_000);
  expect(sizeOf(evening)).toBeLessThan(1.02 * sizeOf(first));
  const { requests } = evening.watches.get(1)!;
  // Nothing of it is lost all the same.
  expect(requests.ended).toBe((dayMs / 250 - 1) * 500);
});

test('what is kept of a program that starts a process after another does not grow with their number', () => {
  const seconds = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, at) => shortLived(1000 + from + at)).flat();
  // 100 processes a minute: those of five minutes, and of an hour.
  const first = after(createProgram(), seconds(0, 500));
  const last = after(first, seconds(500, 6000));
  expect(sizeOf(last)).toBeLessThan(1.02 * sizeOf(first));
  expect([...last.watches.keys()].at(-1)).toBe(6998);
  expect(last.unobserved.at(-1)?.pid).toBe(6999);
});

/** Every second one is not observed. */
function shortLived(pid: number): ProgramEvent[] {
  if (pid % 2 === 1)
    return [{ unobserved: { pid, command: 'convert', why: 'it is neither Node.js nor Python' } }];
  return [
    ...begins(pid),
    ...server(pid, 250, 500),
    { pid, event: { type: 'watch-ended', atMs: 800, how: 'exited', exitCode: 0, signal: null } },
  ];
}
