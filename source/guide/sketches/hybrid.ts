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

const compute = (n) => n * n;
if (process.send) {
  process.on('message', (n) => process.send(compute(n)));
} else {
  const start = () => {
    const child = fork(import.meta.filename, { serialization: 'advanced' });
    const died = () => child.emit('error', new Error('a child has died'));
    return child.on('exit', died).on('error', () => {}); // once() rejects on it
  };
  const idle = Array.from({ length: ${processes} }, start);
  const line = [];
  async function handle(n) {
    await readFile(import.meta.filename); // waits on the loop
    const child = idle.pop() ?? (await new Promise((take) => line.push(take)));
    try {
      child.send(n);
      return (await once(child, 'message'))[0];
    } finally {
      const dead = child.exitCode !== null || child.signalCode !== null;
      const take = line.shift() ?? ((one) => idle.push(one));
      take(dead ? start() : child);
    }
  }
  const results = await Promise.all([0, 1, 2, 3, 4, 5, 6, 7].map(handle));
  console.log(results.join(' '));
  for (const child of idle) child.disconnect();
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
