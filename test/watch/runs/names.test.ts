import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../helpers/folder.ts';
import { watched } from './helpers/watched.ts';

const program = `
import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';

const random = randomBytes(30e6);
const numbers = Array.from({ length: 1_000_000 }, (_, i) => (i * 7919) % 1_000_003);

function pack() {
  return gzipSync(random).length;
}
function rank() {
  return [...numbers].sort(
    (a, b) => a - b,
  )[0];
}
// Again and again: the first may come before anybody looks.
let turn = 0;
setInterval(() => {
  if (turn++ % 2 === 0) pack();
  else rank();
}, 900);
`;

test('functions have the names that a person knows', async () => {
  const file = join(temporaryFolder(), 'names.mjs');
  writeFileSync(file, program);
  await using running = await watched([process.execPath, file]);
  const heldAt = async (line: number) => {
    const isThere = (frame: { file: string | null; line: number | null }) =>
      frame.file === file && frame.line === line;
    const { event } = await running.told.untilEvent('held', ({ frames }) => frames.some(isThere));
    const from = event.frames.findIndex(isThere);
    return { ...event, names: event.frames.slice(Math.max(0, from - 1)).map(({ name }) => name) };
  };
  // What Node has as syncBufferWrapper, for the callback of a timer.
  const packing = await heldAt(9);
  expect(packing.names).toEqual(['gzipSync', 'pack', null]);
  expect(packing.holder).toEqual({ kind: 'timer', certainty: 'likely' });
  expect((await heldAt(13)).names.slice(-4)).toEqual(['rank', 'Array.sort', 'rank', null]);
});

// V8 looks for an interrupt at the `set`, and not in the inner loop.
const totals = `
const orders = Array.from({ length: 9000 }, (_, id) => ({ customer: 'customer-' + (id % 4000), total: id }));

function totalsByCustomer(list) {
  const totals = new Map();
  for (const order of list) {
    const mine = list.filter((other) => other.customer === order.customer);
    totals.set(order.customer, mine.reduce((sum, { total }) => sum + total, 0));
  }
  return totals;
}
setInterval(() => totalsByCustomer(orders), 900);
`;

test('a call that has not begun is not told as what holds the loop', async () => {
  const file = join(temporaryFolder(), 'totals.mjs');
  writeFileSync(file, totals);
  await using running = await watched([process.execPath, file]);
  // Once it is compiled.
  const { event } = await running.told.untilEvent('held', ({ placed }) => placed === 'near');
  expect(event.frames.map(({ name, line }) => [name, line])).toEqual([
    ['totalsByCustomer', 8],
    [null, 12],
  ]);
});
