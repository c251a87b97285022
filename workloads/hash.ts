import { createHash, pbkdf2, pbkdf2Sync, scrypt, scryptSync } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip, gzipSync } from 'node:zlib';
import { nextChance } from '../source/load/arrivals.ts';
import type { TaskContext, Workload } from '../source/protocol/workload.ts';
import { refuseTooMuchMemory } from './helpers/room.ts';
import { counted } from './helpers/words.ts';

type Parameters = { what: string; calls: number; iterations: number; kilobytes: number };
type Shared = { input: Uint8Array; expected: string };

/** One native call, in its two shapes: it holds the calling thread, or one of libuv's pool. */
type Native = { sync(input: Uint8Array): Uint8Array; async(input: Uint8Array): Promise<Uint8Array> };

const salt = 'heddle';
const keyBytes = 32;
/** scrypt's usual block size. It takes N × 128 × r bytes: with r = 8 a kilobyte for each step of N. */
const blockSize = 8;

function nativeOf({ what, iterations, kilobytes }: Parameters): Native {
  if (what === 'gzip') return { sync: (input) => gzipSync(input), async: promisify(gzip) };
  if (what === 'pbkdf2') {
    const derive = promisify(pbkdf2);
    return {
      sync: (input) => pbkdf2Sync(input, salt, iterations, keyBytes, 'sha512'),
      async: (input) => derive(input, salt, iterations, keyBytes, 'sha512'),
    };
  }
  const options = {
    // It must be a power of two.
    N: 2 ** Math.round(Math.log2(kilobytes)),
    r: blockSize,
    p: 1,
    maxmem: Number.MAX_SAFE_INTEGER,
  };
  return {
    sync: (input) => scryptSync(input, salt, keyBytes, options),
    async: (input) =>
      new Promise((resolve, reject) =>
        scrypt(input, salt, keyBytes, options, (error, key) => (error ? reject(error) : resolve(key))),
      ),
  };
}

/** As libuv reads it; its own default is 4. */
const libuvThreads = () => Number(process.env.UV_THREADPOOL_SIZE) || 4;

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Lines like those of a log, which shrink to about a third; the same ones for the same seed. */
function logLines(seed: number, size: number): Uint8Array {
  const words = ['open', 'read', 'wait', 'wake', 'write', 'close', 'retry', 'done'];
  let text = '';
  let state = seed >>> 0;
  while (text.length < size) {
    state = nextChance(state);
    text += `${words[state >>> 29]} ${(state >>> 8) & 0xfff}\n`;
  }
  return Buffer.from(text.slice(0, size), 'latin1');
}

/** A native call can be neither stopped nor asked how far it is: progress and cancel have their place between calls. */
function* turns(context: TaskContext<Parameters, Shared>): Generator<void> {
  const { calls } = context.parameters;
  for (let done = 0; done < calls && !context.cancelled; done++) {
    yield;
    context.progress((done + 1) / calls);
  }
}

export default {
  id: 'hash',
  title: 'Hash',
  shows: 'native crypto and gzip: libuv runs four at once, a fifth waits',
  kind: 'cpu',
  tasks: 24,
  parameters: {
    what: {
      type: 'choice',
      title: 'which native function',
      choices: ['pbkdf2', 'scrypt', 'gzip'],
      default: 'pbkdf2',
    },
    calls: {
      type: 'number',
      title: 'calls per task, one after another',
      unit: 'calls',
      default: 1,
      min: 1,
      max: 1000,
      integer: true,
    },
    iterations: {
      type: 'number',
      title: 'pbkdf2: rounds per call',
      unit: 'rounds',
      default: 300_000,
      min: 1,
      max: 100_000_000,
      integer: true,
    },
    kilobytes: {
      type: 'number',
      title: 'scrypt: memory per call; gzip: size of the input',
      unit: 'KB',
      default: 4096,
      min: 2,
      max: 65_536,
      integer: true,
    },
  },

  setUp({ body, concurrency, parameters, seed }) {
    const { what, kilobytes } = parameters;
    // Of gzip every call under way holds what it has made so far; scrypt takes its memory in the thread that does it.
    const atOnce =
      what === 'scrypt' && body === 'cooperative' ? Math.min(concurrency, libuvThreads()) : concurrency;
    if (what !== 'pbkdf2') refuseTooMuchMemory(atOnce, kilobytes * 1024, 'kilobytes or --concurrency');
    const input = what === 'gzip' ? logLines(seed, kilobytes * 1024) : Buffer.from(`password ${seed}`);
    return { input, expected: sha256(nativeOf(parameters).sync(input)) };
  },

  blocking(_index, context) {
    const native = nativeOf(context.parameters);
    let output: Uint8Array | undefined;
    for (const _ of turns(context)) output = native.sync(context.shared.input);
    return output && sha256(output);
  },

  async cooperative(_index, context) {
    const native = nativeOf(context.parameters);
    let output: Uint8Array | undefined;
    for (const _ of turns(context)) output = await native.async(context.shared.input);
    return output && sha256(output);
  },

  check(results, _parameters, { expected }) {
    const ended = results.filter((result) => result !== undefined).length;
    const right = results.filter((result) => result === expected).length;
    return {
      ok: right === ended,
      expected: counted(ended, 'correct digest'),
      got: counted(right, 'correct digest'),
    };
  },
} satisfies Workload<Parameters, Shared>;
