import type { Sizing } from '../decision.ts';
import { line, type Sketch, source } from './sketch.ts';

/** libuv reads the size of its pool when the program starts: a line in it would be too late. */
const start = ({ libuvThreads }: Sizing) =>
  line(libuvThreads !== null, `// Start it with UV_THREADPOOL_SIZE=${libuvThreads} in the environment.`);

/** On one loop nothing comes between a read and a write but an await. */
export const oneStep = 'no await between its read and its write';

const nodeWaits = {
  import: "import { readFile } from 'node:fs/promises';",
  call: 'await readFile(import.meta.filename); // or a request, a query',
};
const nodeHashes = {
  import: `import { pbkdf2 } from 'node:crypto';
import { promisify } from 'node:util';

const hash = promisify(pbkdf2);`,
  call: "await hash('secret', 'salt', 9999, 32, 'sha256'); // in libuv's pool",
};
const pythonWaits = {
  import: 'import asyncio',
  call: 'await asyncio.sleep(0.05)  # a request, a query: never a call that blocks',
};
/** CPython has no pool like libuv's: a thread does the same, as hashlib lets go of the lock. */
const pythonHashes = {
  import: 'import asyncio\nimport hashlib',
  call: `await asyncio.to_thread(  # native code lets go of the lock meanwhile
        hashlib.pbkdf2_hmac, "sha256", b"secret", b"salt", 9999
    )`,
};

export const async: Sketch = {
  node(sizing, { does, shares }) {
    const part = does === 'hashes' ? nodeHashes : nodeWaits;
    return source(`
${start(sizing)}
${part.import}

const atOnce = ${sizing.concurrency};
const inputs = [0, 1, 2, 3, 4, 5, 6, 7];
const results = [];
${line(shares, 'let done = 0;')}

async function work(n) {
  ${part.call}
  ${line(shares, `done += 1; // ${oneStep}`)}
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
${line(shares, "console.log(done, 'done');")}
`);
  },
  python({ concurrency }, { does, shares }) {
    const part = does === 'hashes' ? pythonHashes : pythonWaits;
    return source(`
${part.import}
${line(shares, '\ndone = 0')}


async def work(n):
    ${line(shares, 'global done')}
    ${part.call}
    ${line(shares, `done += 1  # ${oneStep}`)}
    return n * n


async def main():
    at_once = asyncio.Semaphore(${concurrency})

    async def limited(n):
        async with at_once:
            return await work(n)

    results = await asyncio.gather(*(limited(n) for n in range(8)))
    print(*results)
    ${line(shares, 'print(done, "done")')}


asyncio.run(main())
`);
  },
};
