import { expect, test } from 'vitest';
import { programFile, watched } from './helpers/watched.ts';

const file = programFile('serves-in-threads.cjs');

async function servers() {
  const program = await watched([process.execPath, file]);
  const { told } = program;
  const ports: number[] = [];
  await told.until((said) => {
    for (const [, port] of 'output' in said ? said.output.text.matchAll(/^port (\d+)$/gm) : [])
      ports.push(Number(port));
    return ports.length === 2 ? true : null;
  });
  // It is cut off where a test fails.
  const ask = (server: number, path: string) =>
    fetch(`http://127.0.0.1:${ports[server]}${path}`).then(
      (answer) => answer.text(),
      () => null,
    );
  return { ...program, ask };
}

test('requests to servers in threads are counted together', async () => {
  await using of = await servers();
  await Promise.all(Array.from({ length: 200 }, (_, user) => of.ask(user % 2, `/users/${user}`)));
  const { event } = await of.told.untilEvent('requests', ({ ended }) => ended === 200);
  expect(event).toMatchObject({ begun: 200, failed: 0, uncounted: 0 });
  const routes = of.told.all.flatMap((said) =>
    'event' in said && said.event.type === 'requests' ? said.event.routes : [],
  );
  expect(routes.reduce((sum, { count }) => sum + count, 0)).toBe(200);
});

test('a row names its thread, and what it asks others for is below it', async () => {
  await using of = await servers();
  void of.ask(0, '/calls');
  const { event } = await of.told.untilEvent('requests', ({ rows }) =>
    rows.some(({ kind }) => kind === 'client'),
  );
  const call = event.rows.find(({ kind }) => kind === 'client')!;
  expect([1, 2]).toContain(call.lane);
  const rows = of.told.all.flatMap((said) =>
    'event' in said && said.event.type === 'requests' ? said.event.rows : [],
  );
  expect(rows.find(({ request }) => request === call.parent)).toMatchObject({
    ...{ text: 'GET /calls', lane: call.lane },
  });
});

test('requests in a thread that ends have failed, and those in another have not', async () => {
  await using of = await servers();
  void of.ask(0, '/waits');
  void of.ask(1, '/waits');
  const { event } = await of.told.untilEvent('requests', ({ begun }) => begun === 2);
  expect(event.ended).toBe(0);
  void of.ask(1, '/ends');
  const { event: after } = await of.told.untilEvent(
    'requests',
    ({ begun, ended }) => begun === 3 && ended > 0,
  );
  expect(after).toMatchObject({ ended: 2, failed: 2 });
});
