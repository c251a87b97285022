import { request as send } from 'node:http';
import { describe, expect, test } from 'vitest';
import { fileThatBlocks } from './helpers/blocks.ts';
import { programFile, watched } from './helpers/watched.ts';

const file = programFile('requests.cjs');
const isNamed = ({ frames }: { frames: readonly { name: string | null }[] }) =>
  frames[0]?.name === 'hashPassword';

async function server() {
  const program = await watched([process.execPath, file]);
  const port = await program.told.untilPort();
  await program.told.untilEvent('loaded');
  // It is cut off where a test fails.
  const ask = (path: string, init: RequestInit = {}) =>
    fetch(`http://127.0.0.1:${port}${path}`, init).then(
      (answer) => answer.text(),
      () => null,
    );
  return { ...program, port, ask };
}

test('all are counted: those that end, that fail, and whose client goes away', async () => {
  await using of = await server();
  const { told, ask } = of;
  const away = new AbortController();
  const waits = ask('/waits?for-ever', { signal: away.signal });
  const { event } = await told.untilEvent('requests', ({ rows }) => rows.length > 0);
  expect(event.rows).toMatchObject([
    { request: 1, kind: 'server', text: 'GET /waits', endedMs: null, status: null, parent: null },
  ]);
  away.abort();
  await waits;
  await Promise.all(Array.from({ length: 300 }, (_, user) => ask(`/users/${user}?secret=yes`)));
  for (let at = 0; at < 5; at++) await ask('/broken');
  const soFar = () =>
    told.all.flatMap((said) => ('event' in said && said.event.type === 'requests' ? [said.event] : []));
  const sum = (name: string, field: 'count' | 'failed') =>
    soFar()
      .flatMap(({ routes }) => routes)
      .filter(({ route }) => route === name)
      .reduce((all, one) => all + one[field], 0);
  await told.untilEvent('requests', ({ ended }) => ended === 306);
  const events = soFar();
  expect(events.at(-1)).toMatchObject({ begun: 306, ended: 306, failed: 6, uncounted: 0 });
  expect(['GET /users/:n', 'GET /broken', 'GET /waits'].map((name) => sum(name, 'count'))).toEqual([
    300, 5, 1,
  ]);
  expect(['GET /users/:n', 'GET /broken', 'GET /waits'].map((name) => sum(name, 'failed'))).toEqual([
    0, 5, 1,
  ]);
  const rows = events.flatMap((one) => one.rows);
  expect(rows.find(({ text, endedMs }) => text === 'GET /waits' && endedMs !== null)).toMatchObject({
    ...{ request: 1, status: 499 },
  });
  expect(rows.filter(({ text }) => text === 'GET /broken')).toHaveLength(5);
  expect(JSON.stringify(events)).not.toContain('secret');
});

test('an answer that goes on is a stream, and has not failed when its client goes away', async () => {
  await using of = await server();
  const { told, port } = of;
  const stream = send({ port, path: '/events' }).on('error', () => {});
  stream.end();
  const { event } = await told.untilEvent('requests', ({ rows }) =>
    rows.some(({ status }) => status === 200),
  );
  expect(event.rows).toMatchObject([{ text: 'GET /events', endedMs: null, status: 200 }]);
  stream.destroy();
  const { event: over } = await told.untilEvent('requests', ({ ended }) => ended === 1);
  expect(over).toMatchObject({ failed: 0, rows: [{ text: 'GET /events', status: 200 }] });
});

describe.each(['/calls', '/fetches'])('what a request sends by %s', (path) => {
  test('is a row below it, and ends with its answer', async () => {
    await using of = await server();
    const { told, ask } = of;
    const asked = ask(path);
    const sent = await told.untilEvent('requests', ({ rows }) => rows.some(({ kind }) => kind === 'client'));
    const call = sent.event.rows.find(({ kind }) => kind === 'client')!;
    expect(call).toMatchObject({ endedMs: null, status: null });
    expect(call.text).toMatch(/^GET (localhost|127\.0\.0\.1):\d+\/waits$/);
    // It began before, and may have been told before.
    const isParent = ({ request }: { request: number }) => request === call.parent;
    const { event: served } = await told.untilEvent('requests', ({ rows }) => rows.some(isParent));
    expect(served.rows.find(isParent)).toMatchObject({ kind: 'server', text: `GET ${path}` });
    await ask('/go-on?it');
    expect(await asked).toBe('ok');
    const { event } = await told.untilEvent('requests', ({ rows }) =>
      rows.some(({ request, endedMs }) => request === call.request && endedMs !== null),
    );
    expect(event.rows.find(({ request }) => request === call.request)).toMatchObject({ status: 200 });
  });
});

describe('who holds the loop', () => {
  test.each(['/handler', '/await', '/set-timer'])('a request, frozen in %s', async (path) => {
    await using of = await server();
    const { told, ask } = of;
    expect((await told.untilEvent('watch-started')).event.requests).toBe('exact');
    // Another one is in flight, and does nothing.
    void ask('/waits?meanwhile');
    await told.untilEvent('requests', ({ rows }) => rows.length > 0);
    void ask(path);
    const { event } = await told.untilEvent('held', isNamed);
    expect(event.over).toBe(false);
    expect(event.frames[0]!.file).toBe(file);
    expect(event.holder).toEqual({ kind: 'request', request: `GET ${path}`, certainty: 'exact' });
  });

  test('a request in native code is seen while it holds it, probably as the one, and surely once it can be asked', async () => {
    await using of = await server();
    const { path, letGo } = fileThatBlocks();
    const asked = of.ask(`/native?${encodeURIComponent(path)}`);
    const isInFlight = ({ text, endedMs }: { text: string; endedMs: number | null }) =>
      text === 'GET /native' && endedMs === null;
    await of.told.untilEvent('requests', ({ rows }) => rows.some(isInFlight));
    const meanwhile = await of.told.untilEvent('held', ({ holder, over }) => holder !== null && !over);
    const native = { kind: 'request', request: 'GET /native' } as const;
    expect(meanwhile.event.holder).toEqual({ ...native, certainty: 'likely' });
    letGo();
    const { event } = await of.told.untilEvent('held', ({ holder, over }) => holder !== null && over);
    expect(event.holder).toEqual({ ...native, certainty: 'exact' });
    await asked;
  });

  test('in native code a timer, though a request began just before it', async () => {
    await using of = await server();
    const { told, ask } = of;
    const { path, letGo } = fileThatBlocks();
    await ask(`/native-soon?${encodeURIComponent(path)}`);
    const waits = ask('/waits?beside');
    // Meanwhile it seems to be the one that began last.
    const { event: meanwhile } = await told.untilEvent(
      'held',
      ({ holder, over }) => holder !== null && !over,
    );
    expect(meanwhile.holder).toMatchObject({ request: 'GET /waits', certainty: 'likely' });
    letGo();
    const { event } = await told.untilEvent('held', ({ holder, over }) => holder !== null && over);
    expect(event.holder).toEqual({ kind: 'timer', certainty: 'likely' });
    await ask('/go-on?beside');
    await waits;
  });

  test('a request whose body comes late', async () => {
    await using of = await server();
    const { told, port } = of;
    const request = send({ port, method: 'POST', path: '/body', headers: { 'content-length': 6 } });
    request.on('error', () => {});
    request.write('abc');
    await told.untilEvent('requests', ({ rows }) => rows.some(({ text }) => text === 'POST /body'));
    request.end('def');
    const { event } = await told.untilEvent('held', isNamed);
    expect(event.holder).toEqual({ kind: 'request', request: 'POST /body', certainty: 'exact' });
  });

  test('a timer, not the request that set it and is over', async () => {
    await using of = await server();
    const { told, ask } = of;
    await ask('/cron');
    const { event } = await told.untilEvent('held', isNamed);
    expect(event.holder).toEqual({ kind: 'timer', certainty: 'likely' });
  });
});
