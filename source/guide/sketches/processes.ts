import { type Sketch, source } from './sketch.ts';

export const processes: Sketch = {
  node: ({ concurrency }) =>
    source(`
import { fork } from 'node:child_process';
import { once } from 'node:events';

const work = (n) => n * n;
async function lane(queue, results) {
  const child = fork(import.meta.filename, { serialization: 'advanced' });
  const died = once(child, 'exit').then(() => {
    throw new Error('a child has died');
  });
  died.catch(() => {}); // At the end it may.
  for (const [at, n] of queue) {
    child.send(n);
    [results[at]] = await Promise.race([once(child, 'message'), died]);
  }
  child.disconnect();
}
if (process.send) {
  process.on('message', (n) => process.send(work(n)));
} else {
  const queue = [0, 1, 2, 3, 4, 5, 6, 7].entries();
  const results = [];
  const lanes = Array.from({ length: ${concurrency} }, () => lane(queue, results));
  await Promise.all(lanes);
  console.log(results.join(' '));
}
`),
  python: ({ concurrency }) =>
    source(`
from concurrent.futures import ProcessPoolExecutor


# At the top level, so that it can be pickled by its name.
def work(n):
    return n * n


# The children import this file: what starts them must not run in them.
if __name__ == "__main__":
    with ProcessPoolExecutor(max_workers=${concurrency}) as pool:
        results = list(pool.map(work, range(8)))
    print(*results)
`),
};
