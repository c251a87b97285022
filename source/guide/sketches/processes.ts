import { line, type Sketch, source } from './sketch.ts';
import { nodeFunction, nodeImport, pythonCall, pythonImport } from './tasks.ts';

export const processes: Sketch = {
  node: ({ concurrency }, work) =>
    source(`
import { fork } from 'node:child_process';
${nodeImport(work)}
import { once } from 'node:events';

${nodeFunction('work', work)}
${line(work.shares, 'let done = 0; // in the parent: children only send results')}
async function lane(queue, results) {
  const child = fork(import.meta.filename, { serialization: 'advanced' });
  const died = once(child, 'exit').then(() => {
    throw new Error('a child has died');
  });
  died.catch(() => {}); // Expected at the end.
  for (const [at, n] of queue) {
    child.send(n);
    [results[at]] = await Promise.race([once(child, 'message'), died]);
    ${line(work.shares, 'done += 1;')}
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
  ${line(work.shares, "console.log(done, 'done');")}
}
`),
  python: ({ concurrency }, work) =>
    source(`
${pythonImport(work)}
from concurrent.futures import ProcessPoolExecutor
${line(work.shares, 'from multiprocessing import Value')}


${line(work.shares, 'def start(shared):\n    global done\n    done = shared\n\n')}
# At the top level, so that it can be pickled by its name.
def work(n):
    ${pythonCall(work)}
    ${line(work.shares, 'with done.get_lock():  # read, add, write back: three steps')}
    ${line(work.shares, '    done.value += 1')}
    return n * n


# Child processes import this file, too: only the parent may run this part.
if __name__ == "__main__":
    ${line(work.shares, 'done = Value("i", 0)')}
    ${line(work.shares, 'given = {"initializer": start, "initargs": (done,)}')}
    with ProcessPoolExecutor(max_workers=${concurrency}${work.shares ? ', **given' : ''}) as pool:
        results = list(pool.map(work, range(8)))
    print(*results)
    ${line(work.shares, 'print(done.value, "done")')}
`),
};
