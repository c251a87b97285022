import { line, type Sketch, source } from './sketch.ts';
import { nodeCall, nodeImport, pythonCall, pythonImport } from './tasks.ts';

export const threads: Sketch = {
  node: ({ concurrency }, work) =>
    source(`
${nodeImport(work)}
import { isMainThread } from 'node:worker_threads';
import { Piscina } from 'piscina';

// Runs in the workers: they load this file, too.
export default function work(${work.shares ? '{ n, done }' : 'n'}) {
  ${nodeCall(work)}
  ${line(work.shares, 'Atomics.add(done, 0, 1); // done[0]++ would lose updates')}
  return n * n;
}

if (isMainThread) {
  const pool = new Piscina({
    filename: import.meta.url,
    minThreads: ${concurrency},
    maxThreads: ${concurrency},
  });
  const inputs = [0, 1, 2, 3, 4, 5, 6, 7];
  ${line(work.shares, 'const done = new Int32Array(new SharedArrayBuffer(4)); // shared, not copied')}
  const run = (n) => pool.run(${work.shares ? '{ n, done }' : 'n'});
  const results = await Promise.all(inputs.map(run));
  console.log(results.join(' '));
  ${line(work.shares, "console.log(done[0], 'done');")}
  await pool.close();
}
`),
  python: ({ concurrency }, work) =>
    source(`
${pythonImport(work)}
from concurrent.futures import ThreadPoolExecutor
${line(work.shares, 'from threading import Lock\n\nlock = Lock()\ndone = 0')}


def work(n):
    ${line(work.shares, 'global done')}
    ${pythonCall(work)}
    ${line(work.shares, 'with lock:  # read, add, write back: three steps')}
    ${line(work.shares, '    done += 1')}
    return n * n


with ThreadPoolExecutor(max_workers=${concurrency}) as pool:
    results = list(pool.map(work, range(8)))
print(*results)
${line(work.shares, 'print(done, "done")')}
`),
};
