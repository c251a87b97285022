import type { Observation } from '../../source/protocol/observation.ts';
import type { ProgramEvent } from '../../source/protocol/program-events.ts';
import { protocolVersion } from '../../source/protocol/units.ts';
import type { WatchEvent, WatchEventOf } from '../../source/protocol/watch-events.ts';
import { everyEvent } from './events.ts';
import { look as lookAt } from './program.ts';
import { unlooked } from './unmeasured.ts';

type Held = WatchEventOf<'held'>;
type Row = WatchEventOf<'requests'>['rows'][number];

/** A look at the server, which grows by 4 MB a minute. */
export function look(atMs: number, lagsMs: readonly number[]): WatchEvent {
  const seen = lookAt(atMs, lagsMs);
  if (seen.type !== 'sample') throw new Error('a look is a sample');
  const processes = seen.processes.map((one) => ({ ...one, rssBytes: 180e6 + (atMs / 60_000) * 4e6 }));
  return { ...seen, processes };
}

/** A process of a program that says who it is. */
export function started(
  pid: number,
  target: Partial<WatchEventOf<'watch-started'>['target']> = {},
  more: Partial<WatchEventOf<'watch-started'>> = {},
): WatchEvent {
  const { engine, machine } = everyEvent['run-started'];
  return {
    ...{ type: 'watch-started', protocol: protocolVersion, atMs: 0, epochMs: 0, monotonicMs: 0 },
    target: {
      ...{ how: 'launched', pid, parentPid: 1, command: ['node', 'server.js'], folder: '/srv/shop' },
      ...target,
    },
    engine: { ...engine, version: '24.21.0', path: null, lock: null, pid },
    machine: { ...machine, cores: 2, effectiveCores: 2 },
    ...{ requests: 'exact', stacks: true, unavailable: [], ...more },
  };
}

export const lane = (id: number, name: string): WatchEvent => ({
  ...{ type: 'lane', atMs: 40, lane: id, name, kind: id === 0 ? 'loop' : 'thread', pid: 100 },
  ...{ state: 'open', reason: null },
});

/** What it was asked for until then: so many a second for each route, told once a second. */
export function asked(atMs: number, rows: readonly Row[] = [], inFlight = 0): WatchEvent {
  const turns = Math.floor(atMs / 1000);
  const of = (kind: Row['kind'], route: string, count: number, bucket: number, failed = 0) => ({
    ...{ kind, route, count, failed, sumMs: count * 4, longestMs: 310 },
    durations: [[bucket, count]] as [number, number][],
  });
  return {
    ...{
      type: 'requests',
      atMs,
      ended: turns * 1204,
      begun: turns * 1204 + inFlight,
      failed: turns,
      uncounted: 0,
    },
    rows: [...rows],
    routes: [
      of('server', 'GET /users/:n', 1198, 268),
      of('server', 'POST /login', 6, 522, 1),
      of('client', 'GET api.internal/items', 12, 400),
    ],
  };
}

export const request = (number: number, text: string, startedMs: number, more: Partial<Row> = {}): Row => ({
  ...{ request: number, kind: 'server', text, startedMs, endedMs: null, status: null, parent: null, lane: 0 },
  ...more,
});

/** A freeze by `POST /login`, in the code of the person, below a call of Node's. */
export function held(startedMs: number, durationMs: number, more: Partial<Held> = {}): Held {
  const frame = (name: string, file: string, line: number) => ({ name, file, line, column: 1 });
  return {
    ...{ type: 'held', atMs: startedMs + durationMs, lane: 0, startedMs, durationMs, over: false, looks: 80 },
    ...{ cause: 'computing', call: null, keepsLock: null, ...unlooked },
    holder: { kind: 'request', request: 'POST /login', certainty: 'exact' },
    frames: [
      frame('hashPassword', '/srv/shop/auth.js', 42),
      frame('login', '/srv/shop/routes/login.js', 17),
      frame('handle', '/srv/shop/node_modules/router/index.js', 301),
      frame('emit', 'node:events', 520),
    ],
    ...{ stacks: 11, stacksHere: 9, unreadSockets: 15, ...more },
  };
}

/** A server that has answered for two minutes, and then is frozen while a report waits for another server. */
export function* frozenServer(pid = 1234): Generator<ProgramEvent> {
  const of = (event: WatchEvent): ProgramEvent => ({ pid, event });
  yield of(started(pid));
  yield of(lane(0, 'main'));
  yield of(lane(1, 'worker-1'));
  yield of({ type: 'loaded', atMs: 300 });
  const output = { type: 'output', atMs: 310, stream: 'stdout', bytes: 18, droppedBytes: 0 } as const;
  yield { output: { ...output, text: 'listening on 3000\n' } };
  for (let second = 1; second <= 120; second++) {
    yield of(look(second * 1000, second % 7 === 0 ? [1, 24] : [0.6]));
    yield of(asked(second * 1000 + 10));
  }
  yield of(held(60_000, 450, { over: true, stacks: 4, stacksHere: 4 }));
  const flight = [
    request(70, 'GET /report', 119_500),
    request(71, 'GET api.internal/items', 119_600, { kind: 'client', parent: 70 }),
    request(72, 'POST /login', 119_980),
  ];
  const over = [
    request(60, 'GET /report', 100_000, { endedMs: 102_100, status: 200 }),
    request(61, 'POST /login', 104_000, { endedMs: 104_300, status: 500 }),
    request(62, 'GET /fast', 104_000, { endedMs: 104_004, status: 200 }),
  ];
  yield of(asked(120_100, [...over, ...flight], 4));
  yield of({ type: 'sockets', atMs: 120_200, open: 40, unread: 12, backlog: 3, closeWait: 0 });
  yield of(look(121_600, [1500]));
  yield of(held(120_000, 1600));
}

/** An observation that is played by hand. */
export function played(
  how: Observation['how'] = 'launched',
  command: readonly string[] = ['node', 'server.js'],
) {
  const calls: string[] = [];
  let emit: (said: ProgramEvent) => void = () => {};
  const observation: Observation = {
    ...{ how, command },
    start(onEvent) {
      emit = onEvent;
      return {
        detach: () => void calls.push('detach'),
        stopLoad: async () => {},
        profile: (pid, forMs) => void calls.push(`profile ${pid} ${forMs}`),
        end: () => void calls.push('end'),
      };
    },
  };
  const play = (events: Iterable<ProgramEvent>) => {
    for (const said of events) emit(said);
  };
  return { observation, calls, play };
}
