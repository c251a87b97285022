import type { RuntimeId } from '../protocol/plan.ts';
import { calledAt, isOwn } from '../session/own-frame.ts';
import type { Held } from '../session/vitals.ts';

/** A call that keeps its thread, and what to use in its place; `executor`: that takes a thread of the loop's executor. */
export type Instead = { readonly call: string; readonly use: string; readonly executor?: true };

/** What a call keeps its thread with in Node.js: the file of Node that has it, and the module of its other form. */
const modules: readonly (readonly [file: RegExp, module: string])[] = [
  [/^node:(internal\/)?crypto/, 'node:crypto'],
  [/^node:(internal\/)?child_process/, 'node:child_process'],
  [/^node:zlib/, 'node:zlib'],
  [/^node:(internal\/)?fs/, 'node:fs/promises'],
];

/** Calls whose other form has another name. Source: the manual of Node.js, by the names of its modules. */
const named: Readonly<Record<string, string>> = {
  execSync: 'execFile from node:child_process',
  execFileSync: 'execFile from node:child_process',
  spawnSync: 'spawn from node:child_process',
  existsSync: 'access from node:fs/promises',
  'Atomics.wait': 'Atomics.waitAsync',
};

/** In Python a call of C code has no frame: the kernel tells in what it waits. */
const byKernel: Readonly<Record<string, Instead>> = {
  clock_nanosleep: { call: 'time.sleep', use: 'await asyncio.sleep' },
  nanosleep: { call: 'time.sleep', use: 'await asyncio.sleep' },
  pselect6: { call: 'time.sleep', use: 'await asyncio.sleep' },
  select: { call: 'time.sleep', use: 'await asyncio.sleep' },
  wait4: { call: 'a child process', use: 'asyncio.create_subprocess_exec' },
  waitid: { call: 'a child process', use: 'asyncio.create_subprocess_exec' },
};

/** Python's modules by the file of a frame, and the function in it, and what does the same without keeping the thread. */
const inPython: readonly (readonly [file: RegExp, instead: Instead, name?: string])[] = [
  [/\/requests\//, { call: 'requests', use: 'httpx.AsyncClient' }],
  [/\/urllib3?\//, { call: 'urllib', use: 'asyncio.to_thread(urlopen, …)', executor: true }],
  [
    /\/(psycopg2|pymysql|sqlite3)\//,
    { call: 'the database driver', use: 'asyncio.to_thread', executor: true },
  ],
  [/\/subprocess\.py$/, { call: 'subprocess', use: 'asyncio.create_subprocess_exec' }],
  [/\/concurrent\/futures\//, { call: 'Future.result', use: 'await asyncio.wrap_future(future)' }],
  [/\/queue\.py$/, { call: 'a queue of threads', use: 'asyncio.Queue' }],
  [/\/multiprocessing\//, { call: 'multiprocessing', use: 'a ProcessPoolExecutor' }],
  [
    /\/threading\.py$/,
    { call: 'Thread.join', use: 'asyncio.to_thread(thread.join)', executor: true },
    'join',
  ],
  [/\/threading\.py$/, { call: 'an event of threads', use: 'asyncio.Event' }, 'wait'],
  [/\/socket\.py$/, { call: 'a socket', use: 'asyncio.open_connection' }],
];

/** What to use in place of the call that held the loop; null where none is known. */
export function insteadOf(held: Held, runtime: RuntimeId): Instead | null {
  return runtime === 'node' ? inNode(held) : inPythonOf(held);
}

function inNode(held: Held): Instead | null {
  const called = calledAt(held);
  if (called === null) return null;
  const { name: call, file } = called;
  const use = Object.hasOwn(named, call) ? named[call] : undefined;
  if (use !== undefined) return { call, use };
  const module = modules.find(([known]) => file !== null && known.test(file))?.[1];
  return module === undefined || !call.endsWith('Sync')
    ? null
    : { call, use: `${call.slice(0, -'Sync'.length)} from ${module}` };
}

const pattern = "Rewrite the pattern so that it backtracks less, or limit the text's length";
const json = 'Handle less at once: copy only what changes, page it, or stream it';

/** Work of one piece that no turn of the loop fits into, by the call in Node.js and the file in Python, and what makes it less. */
const lighter: Readonly<Record<RuntimeId, readonly (readonly [RegExp, next: string])[]>> = {
  node: [
    [/^RegExp\.|^String\.(?:match|replace|search)/, pattern],
    [/^JSON\./, json],
  ],
  python: [
    [/\/re(?:\/__init__)?\.py$/, pattern],
    [/\/json\/(?:__init__|decoder|encoder)\.py$/, json],
  ],
};

/** What to do about one call that computes for long, and has no form that leaves the loop free; null where nothing is known. */
export function lighterOf(held: Held, runtime: RuntimeId): string | null {
  const own = held.frames.findIndex(isOwn);
  const called =
    runtime === 'node' ? [calledAt(held)?.name] : held.frames.slice(0, own).map(({ file }) => file);
  return lighter[runtime].find(([known]) => called.some((one) => one && known.test(one)))?.[1] ?? null;
}

/** By what name a person knows the call of Python's modules that a thread waits in: `Future.result`; null where none is known. */
export function waitsInPython({ frames }: Pick<Held, 'frames'>): string | null {
  const isPython = frames.some(({ file }) => file?.endsWith('.py'));
  return isPython ? (inPythonOf({ frames, call: null })?.call ?? null) : null;
}

function inPythonOf({ frames, call }: Pick<Held, 'frames' | 'call'>): Instead | null {
  for (const [known, instead, called] of inPython) {
    const isIt = ({ file, name }: Held['frames'][number]) =>
      file !== null && known.test(file) && (called === undefined || name === called);
    if (frames.some(isIt)) return instead;
  }
  return call === null ? null : (byKernel[call] ?? null);
}
