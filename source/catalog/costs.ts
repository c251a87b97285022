import { bytes, duration } from '../format.ts';
import { runtimeCard, usualRuntime } from './runtimes/index.ts';

const { thread, process: childProcess } = usualRuntime.lanes;

/** What a waiting task takes on a loop with its connection: socket buffers, a parsed request, and the promise. */
export const connectionBytes = 64e3;
/** What the program takes before its first lane, resident: Node.js 24 with nothing loaded; CPython 3.11 with asyncio and concurrent.futures. */
export const programBytes = { node: 50e6, python: 24e6 } as const;
/**
 * What one more lane really takes: PSS, in which pages that several processes share are divided among them; a container's
 * limit counts those once as well. Node.js 24 and CPython 3.11 (spawn), Linux.
 */
export const laneBytes = {
  node: { loop: 0, thread: thread.bytes, process: 15e6, interpreter: thread.bytes },
  python: { loop: 0, thread: 16e3, process: 14e6, interpreter: 6e6 },
} as const;
/**
 * Files and sockets that one more lane holds open in the program, the connection of its task included. Measured in
 * Node.js 24 (Linux): a worker thread holds 5 for its own event loop, a forked process 1 for its channel and has its
 * connection in itself. A thread of CPython holds none, a process of its pools about 2.
 */
export const laneDescriptors = {
  node: { loop: 1, thread: 6, process: 1, interpreter: 6 },
  python: { loop: 1, thread: 1, process: 2, interpreter: 3 },
} as const;
/** What the program holds open before its first task: Node.js 24 has 23, and a log or two come on top. */
export const programDescriptors = 32;
/** From the start of a worker thread, or of a process, to its first message: both take 35 to 50 ms in Node.js 24. */
const startMs = 40;

/**
 * What things cost, as sentences say it: each figure stands here once, so that no two of them disagree. In Node.js where
 * no other runtime is named.
 */
export const said = {
  promise: usualRuntime.words.waiter.takes,
  connection: bytes(connectionBytes),
  program: bytes(programBytes.node),
  thread: bytes(laneBytes.node.thread),
  pythonTask: runtimeCard('python').words.waiter.takes,
  /** One that sleeps. */
  pythonThread: bytes(laneBytes.python.thread),
  pythonProcess: bytes(laneBytes.python.process),
  pythonInterpreter: bytes(laneBytes.python.interpreter),
  process: bytes(laneBytes.node.process),
  processResident: bytes(childProcess.bytes),
  start: duration(startMs),
  /** A task to a lane, and its result back. */
  handOver: '20 to 40 µs',
  /**
   * 1 MB of bytes (Uint8Array) to another thread: copied, and handed over as a buffer; to a process as JSON, which is twelve
   * times as long, and with structured clone.
   */
  copied: '0.6 ms',
  transferred: '0.05 ms',
  asJson: 'over 200 ms',
  copiedToProcess: '0.9 ms',
  /** What V8 may take for new objects under --max-semi-space-size=64: three halves of that size. */
  newObjects: bytes(3 * 64e6),
} as const;
