import type { Sizing } from '../decision.ts';
import { type Sketch, source } from './sketch.ts';

/** A loop with worker threads behind it. */
const threadsBehind = (threads: number) =>
  source(`
import { readFile } from 'node:fs/promises';
import { isMainThread } from 'node:worker_threads';
import { Piscina } from 'piscina';

// Runs in the workers, which load this file, too.
export default function compute(n) {
  return n * n;
}

if (isMainThread) {
  const pool = new Piscina({ filename: import.meta.url, maxThreads: ${threads} });

  async function handle(n) {
    await readFile(import.meta.filename); // waits on the loop
    return pool.run(n); // blocks or computes behind it
  }

  const inputs = [0, 1, 2, 3, 4, 5, 6, 7];
  const results = await Promise.all(inputs.map(handle));
  console.log(results.join(' '));
  await pool.close();
}
`);

/** A loop with processes behind it: an idle one takes the next piece of work. */
const processesBehind = (processes: number) =>
  source(`
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';

if (process.send) {
  process.on('message', (n) => process.send(n * n));
} else {
  const start = () => fork(import.meta.filename);
  const children = Array.from({ length: ${processes} }, start);
  const idle = [...children];
  const waiting = [];
  async function handle(n) {
    await readFile(import.meta.filename); // waits on the loop
    const free = idle.pop();
    const child = free ?? (await new Promise((take) => waiting.push(take)));
    child.send(n);
    const [result] = await once(child, 'message');
    waiting.length > 0 ? waiting.shift()(child) : idle.push(child);
    return result;
  }
  const results = await Promise.all([0, 1, 2, 3, 4, 5, 6, 7].map(handle));
  console.log(results.join(' '));
  for (const child of children) child.disconnect();
}
`);

const executor = ({ poolProcesses }: Sizing) =>
  poolProcesses === null ? 'ThreadPoolExecutor' : 'ProcessPoolExecutor';
const lanes = ({ poolThreads, poolProcesses }: Sizing) => poolThreads ?? poolProcesses ?? 1;

export const hybrid: Sketch = {
  node: (sizing) => (sizing.poolProcesses === null ? threadsBehind : processesBehind)(lanes(sizing)),
  python: (sizing) =>
    source(`
import asyncio
from concurrent.futures import ${executor(sizing)}


def compute(n):
    return n * n


async def handle(n, pool):
    await asyncio.sleep(0.05)  # waits on the loop
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(pool, compute, n)  # behind it


async def main():
    with ${executor(sizing)}(max_workers=${lanes(sizing)}) as pool:
        results = await asyncio.gather(*(handle(n, pool) for n in range(8)))
    print(*results)


if __name__ == "__main__":
    asyncio.run(main())
`),
};
