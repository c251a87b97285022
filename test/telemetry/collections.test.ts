import { performance } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, onTestFinished, test } from 'vitest';
import { Collections } from '../../source/telemetry/collections.ts';

setFlagsFromString('--expose-gc');
/** A collection of all garbage, or of what is young. */
const collect: (what?: { type: 'minor' }) => void = runInNewContext('gc');

/** Lets the loop turn until V8 has told of what came before. */
const turn = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

function followed(): Collections {
  const collections = new Collections();
  onTestFinished(() => collections.close());
  return collections;
}

test('a full collection, and what is kept after it', async () => {
  const collections = followed();
  expect(collections.take(performance.now())).toMatchObject({ collectorMs: 0, keptBytes: 0 });
  const kept = Array.from({ length: 200_000 }, (_, at) => ({ at }));
  const buffer = Buffer.alloc(1e6);
  collect();
  await turn();
  const { collectorMs, keptBytes, keptBufferBytes } = collections.take(performance.now());
  expect(collectorMs).toBeGreaterThan(0);
  expect(keptBytes).toBeGreaterThan(8 * kept.length + keptBufferBytes);
  expect(keptBufferBytes).toBeGreaterThan(buffer.length);
});

test('one of young objects tells nothing of what is kept', async () => {
  const collections = followed();
  collect({ type: 'minor' });
  await turn();
  const { collectorMs, youngMs, keptBytes } = collections.take(performance.now());
  expect([youngMs > 0, youngMs === collectorMs, keptBytes]).toEqual([true, true, 0]);
});

test('what came after a moment is not told as of that moment', async () => {
  const collections = followed();
  const before = performance.now();
  collect();
  await turn();
  expect(collections.take(before).collectorMs).toBe(0);
  expect(collections.take(performance.now()).collectorMs).toBeGreaterThan(0);
});
