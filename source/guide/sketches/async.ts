import type { Sizing } from '../decision.ts';
import { type Sketch, source } from './sketch.ts';

/** libuv reads the size of its pool when the program starts: a line in it would be too late. */
const start = ({ libuvThreads }: Sizing) =>
  libuvThreads === null ? '' : `// Start it with UV_THREADPOOL_SIZE=${libuvThreads} in the environment.\n`;

export const async: Sketch = {
  node: (sizing) =>
    start(sizing) +
    source(`
import { readFile } from 'node:fs/promises';

const atOnce = ${sizing.concurrency};
const inputs = [0, 1, 2, 3, 4, 5, 6, 7];
const results = [];

async function work(n) {
  await readFile(import.meta.filename); // or a request, a query
  return n * n;
}

// Every runner takes the next input when it is done with one.
const queue = inputs.entries();
async function runner() {
  for (const [at, n] of queue) results[at] = await work(n);
}

const runners = Math.min(atOnce, inputs.length);
await Promise.all(Array.from({ length: runners }, runner));
console.log(results.join(' '));
`),
  python: ({ concurrency }) =>
    source(`
import asyncio


async def work(n):
    await asyncio.sleep(0.05)  # a request, a query: never a call that blocks
    return n * n


async def main():
    at_once = asyncio.Semaphore(${concurrency})

    async def limited(n):
        async with at_once:
            return await work(n)

    results = await asyncio.gather(*(limited(n) for n in range(8)))
    print(*results)


asyncio.run(main())
`),
};
