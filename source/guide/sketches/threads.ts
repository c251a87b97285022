import { type Sketch, source } from './sketch.ts';

export const threads: Sketch = {
  node: ({ concurrency }) =>
    source(`
import { isMainThread } from 'node:worker_threads';
import { Piscina } from 'piscina';

// Runs in the workers, which load this file, too.
export default function work(n) {
  return n * n;
}

if (isMainThread) {
  const pool = new Piscina({
    filename: import.meta.url,
    minThreads: ${concurrency},
    maxThreads: ${concurrency},
  });
  const inputs = [0, 1, 2, 3, 4, 5, 6, 7];
  const results = await Promise.all(inputs.map((n) => pool.run(n)));
  console.log(results.join(' '));
  await pool.close();
}
`),
  python: ({ concurrency }) =>
    source(`
import time
from concurrent.futures import ThreadPoolExecutor


def work(n):
    time.sleep(0.05)  # a call that blocks: its thread waits, the others go on
    return n * n


with ThreadPoolExecutor(max_workers=${concurrency}) as pool:
    results = list(pool.map(work, range(8)))
print(*results)
`),
};
