import { connect } from 'node:http2';
import { expect, test } from 'vitest';
import { programFile, watched } from './helpers/watched.ts';

const file = programFile('http2.cjs');

async function server() {
  const program = await watched([process.execPath, file]);
  const port = await program.told.untilPort();
  await program.told.untilEvent('loaded');
  const client = connect(`http://127.0.0.1:${port}`).on('error', () => {});
  const ask = (path: string) =>
    client
      .request({ ':path': path })
      .on('error', () => {})
      .resume();
  const end = () => {
    client.destroy();
    return program[Symbol.asyncDispose]();
  };
  return { ...program, ask, [Symbol.asyncDispose]: end };
}

test('requests over HTTP/2 are counted: those that end, that fail, and whose client goes away', async () => {
  await using of = await server();
  const waits = of.ask('/waits?secret=yes');
  const { event: first } = await of.told.untilEvent('requests', ({ rows }) => rows.length > 0);
  expect(first.rows).toMatchObject([{ kind: 'server', text: 'GET /waits', endedMs: null }]);
  for (let user = 0; user < 50; user++) of.ask(`/users/${user}`);
  of.ask('/broken');
  waits.close(8);
  const { event } = await of.told.untilEvent('requests', ({ ended }) => ended === 52);
  expect(event).toMatchObject({ begun: 52, failed: 2, uncounted: 0 });
  const rows = of.told.all.flatMap((said) =>
    'event' in said && said.event.type === 'requests' ? said.event.rows : [],
  );
  const ends = rows.filter(({ endedMs }) => endedMs !== null);
  expect(ends.find(({ text }) => text === 'GET /waits')?.status).toBe(499);
  expect(ends.find(({ text }) => text === 'GET /broken')?.status).toBe(503);
});

test('an answer that goes on is a stream, and has not failed when its client goes away', async () => {
  await using of = await server();
  const stream = of.ask('/events');
  const { event } = await of.told.untilEvent('requests', ({ rows }) =>
    rows.some(({ status }) => status === 200),
  );
  expect(event.rows).toMatchObject([{ text: 'GET /events', endedMs: null, status: 200 }]);
  stream.close(8);
  const { event: over } = await of.told.untilEvent('requests', ({ ended }) => ended === 1);
  expect(over).toMatchObject({ failed: 0, rows: [{ text: 'GET /events', status: 200 }] });
});

test('the one that holds the loop is named, also behind an await and among others', async () => {
  await using of = await server();
  of.ask('/waits');
  of.ask('/login');
  of.ask('/waits');
  const { event } = await of.told.untilEvent('held', ({ frames }) => frames[0]?.name === 'hashPassword');
  expect(event.holder).toEqual({ kind: 'request', request: 'GET /login', certainty: 'exact' });
});
