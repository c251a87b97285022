import { Agent, get } from 'node:http';
import { describe, expect, test } from 'vitest';
import { interpreters } from '../../helpers/python.ts';
import { freezesIn } from '../freezes.ts';
import { fixture, pythonWith, servers, withReason } from '../python-servers.ts';
import { watched } from './helpers/watched.ts';

const python = interpreters[0]?.path ?? '';

type Program = Awaited<ReturnType<typeof watched>>;

/** Asks it, over connections that stay open where it lets them, and waits until each is answered. */
async function asked(program: Program, paths: readonly string[]): Promise<void> {
  const port = await program.told.untilPort();
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  for (const path of paths)
    await new Promise<void>((done) => {
      get({ port, path, agent }, (response) => response.resume().once('end', done)).once('error', () =>
        done(),
      );
    });
  agent.destroy();
}

/** What was told of requests until so many have ended. */
async function untilEnded(program: Program, count: number) {
  const { event } = await program.told.untilEvent('requests', ({ ended }) => ended === count);
  const told = program.told.all.flatMap((said) =>
    'event' in said && said.event.type === 'requests' ? [said.event] : [],
  );
  return {
    last: event,
    rows: told.flatMap(({ rows }) => rows),
    routes: told.flatMap(({ routes }) => routes),
  };
}

describe.each(
  Object.entries(servers).map(([name, server]) => [withReason(name, server.needs), server] as const),
)('requests of %s', (_, { needs, command, left }) => {
  const python = pythonWith(needs);
  test.skipIf(python === null)(
    'are counted by route, and told by themselves where they are slow or fail',
    async () => {
      await using program = await watched(command(python!));
      await asked(program, ['/users/7?token=secret', '/users/8', '/waits', '/breaks', '/leaves']);
      const { last, rows, routes } = await untilEnded(program, 5);
      expect(last).toMatchObject({ begun: 5, failed: 2, uncounted: 0 });
      const counted = (route: string) =>
        routes.filter((one) => one.route === route).reduce((sum, { count }) => sum + count, 0);
      expect(counted('GET /users/:n')).toBe(2);
      expect(counted('GET /waits')).toBe(1);
      const row = (text: string) => rows.filter((one) => one.text === text);
      const waits = row('GET /waits').at(-1)!;
      expect(waits.status).toBe(200);
      // A timer may come a moment early.
      expect(waits.endedMs! - waits.startedMs).toBeGreaterThan(290);
      expect(row('GET /breaks')).toMatchObject([{ status: 503 }]);
      expect(row('GET /leaves')).toMatchObject([{ status: left }]);
      expect(JSON.stringify(rows)).not.toContain('secret');
    },
  );
});

test('what freezes a server of asyncio alone is told with its line and its request', async () => {
  await using program = await watched([python, fixture('streams')]);
  for (const freeze of await freezesIn(program.told, 1))
    expect(freeze).toMatchObject({ isLine: true, isRequest: true });
});

test('a client that goes away is told as such', async () => {
  await using program = await watched([python, fixture('streams')]);
  const port = await program.told.untilPort();
  const request = get({ port, path: '/stays', agent: false });
  request.once('error', () => {});
  await program.told.untilEvent('requests', ({ rows }) => rows.some(({ text }) => text === 'GET /stays'));
  // Who only ends its side may still wait for an answer.
  request.socket!.resetAndDestroy();
  const { event } = await program.told.untilEvent('requests', ({ ended }) => ended === 1);
  expect(event).toMatchObject({ failed: 1, rows: [{ text: 'GET /stays', status: 499 }] });
});

test('a process that is forked has requests of its own', async () => {
  const code = [
    'import os',
    'from http.server import HTTPServer, BaseHTTPRequestHandler',
    'class Handler(BaseHTTPRequestHandler):',
    '    def do_GET(self): self.send_response(204); self.end_headers()',
    '    def log_message(self, *given): pass',
    'server = HTTPServer(("127.0.0.1", 0), Handler)',
    'print("port %d" % server.server_port, flush=True)',
    'server.handle_request()',
    'if os.fork() == 0: server.serve_forever()',
    'os.wait()',
  ].join('\n');
  await using program = await watched([python, '-c', code]);
  await asked(program, ['/first', '/second']);
  const parent = program.launched.pid!;
  for (const [isParent, route] of [
    [true, 'GET /first'],
    [false, 'GET /second'],
  ] as const) {
    const { event } = await program.told.untilEvent(
      'requests',
      ({ ended }, pid) => ended === 1 && (pid === parent) === isParent,
    );
    expect(event).toMatchObject({ begun: 1, failed: 0, routes: [{ route }] });
  }
});

test('nothing of its requests is left once Heddle has gone, though no loop runs', async () => {
  await using program = await watched([python, fixture('http_server')]);
  await asked(program, ['/']);
  const { pid } = await untilEnded(program, 1).then(() => program.told.untilEvent('requests'));
  program.launched.detach();
  await program.told.untilEvent('watch-ended');
  // It hears of that when there is no more room for requests.
  await asked(
    program,
    Array.from({ length: 1100 }, () => '/'),
  );
  const { readdirSync, readlinkSync } = await import('node:fs');
  const left = readdirSync(`/proc/${pid}/fd`).filter((fd) => {
    try {
      return readlinkSync(`/proc/${pid}/fd/${fd}`).includes('heddle');
    } catch {
      return false;
    }
  });
  expect(left).toEqual([]);
});
