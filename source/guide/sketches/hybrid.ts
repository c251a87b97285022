import type { Sizing, Work } from '../decision.ts';
import { oneStep } from './async.ts';
import { line, type Sketch, source } from './sketch.ts';
import { nodeCall, nodeFunction, nodeImport, pythonCall, pythonImport } from './tasks.ts';

/** A loop with worker threads behind it. */
const threadsBehind = (threads: number, work: Work) =>
  source(`
${nodeImport(work)}
import { readFile } from 'node:fs/promises';
import { isMainThread } from 'node:worker_threads';
import { Piscina } from 'piscina';

// Runs in the workers: they load this file, too.
export default function heavy(n) {
  ${nodeCall(work)}
  return n * n;
}

if (isMainThread) {
  const pool = new Piscina({ filename: import.meta.url, maxThreads: ${threads} });
  ${line(work.shares, 'let done = 0;')}

  async function handle(n) {
    await readFile(import.meta.filename); // waits on the loop
    ${line(!work.shares, 'return pool.run(n); // blocks or computes in the pool')}
    ${line(work.shares, 'const result = await pool.run(n); // blocks or computes in the pool')}
    ${line(work.shares, `done += 1; // ${oneStep}`)}
    ${line(work.shares, 'return result;')}
  }

  const inputs = [0, 1, 2, 3, 4, 5, 6, 7];
  const results = await Promise.all(inputs.map(handle));
  console.log(results.join(' '));
  ${line(work.shares, "console.log(done, 'done');")}
  await pool.close();
}
`);

/** A loop with processes behind it: an idle one takes the next piece of work. */
const processesBehind = (processes: number, work: Work) =>
  source(`
import { fork } from 'node:child_process';
${nodeImport(work)}
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';

${nodeFunction('heavy', work)}
if (process.send) {
  process.on('message', (n) => process.send(heavy(n)));
} else {
  const start = () => {
    const child = fork(import.meta.filename, { serialization: 'advanced' });
    const died = () => child.emit('error', new Error('a child has died'));
    return child.on('exit', died).on('error', () => {}); // once() rejects on it
  };
  const idle = Array.from({ length: ${processes} }, start);
  const line = [];
  ${line(work.shares, 'let done = 0;')}
  async function handle(n) {
    await readFile(import.meta.filename); // waits on the loop
    const child = idle.pop() ?? (await new Promise((take) => line.push(take)));
    try {
      child.send(n);
      ${line(!work.shares, "return (await once(child, 'message'))[0];")}
      ${line(work.shares, "const [result] = await once(child, 'message');")}
      ${line(work.shares, `done += 1; // ${oneStep}`)}
      ${line(work.shares, 'return result;')}
    } finally {
      const take = line.shift() ?? ((one) => idle.push(one));
      take((child.exitCode ?? child.signalCode) === null ? child : start());
    }
  }
  const results = await Promise.all([0, 1, 2, 3, 4, 5, 6, 7].map(handle));
  console.log(results.join(' '));
  ${line(work.shares, "console.log(done, 'done');")}
  for (const child of idle) child.disconnect();
}
`);

const executor = ({ poolProcesses }: Sizing) =>
  poolProcesses === null ? 'ThreadPoolExecutor' : 'ProcessPoolExecutor';
const lanes = ({ poolThreads, poolProcesses }: Sizing) => poolThreads ?? poolProcesses ?? 1;

export const hybrid: Sketch = {
  node: (sizing, work) =>
    (sizing.poolProcesses === null ? threadsBehind : processesBehind)(lanes(sizing), work),
  python: (sizing, work) =>
    source(`
import asyncio
${pythonImport(work)}
from concurrent.futures import ${executor(sizing)}
${line(work.shares, '\ndone = 0')}


def heavy(n):
    ${pythonCall(work)}
    return n * n


async def handle(n, pool):
    ${line(work.shares, 'global done')}
    await asyncio.sleep(0.05)  # waits on the loop
    loop = asyncio.get_running_loop()
    result = await loop.run_in_executor(pool, heavy, n)  # in the pool
    ${line(work.shares, `done += 1  # ${oneStep}`)}
    return result


async def main():
    with ${executor(sizing)}(max_workers=${lanes(sizing)}) as pool:
        results = await asyncio.gather(*(handle(n, pool) for n in range(8)))
    print(*results)
    ${line(work.shares, 'print(done, "done")')}


if __name__ == "__main__":
    asyncio.run(main())
`),
};
