import { spawn } from 'node:child_process';
import type { Interpreter } from '../protocol/plan.ts';
import type { Measured } from '../protocol/units.ts';

/** A machine that needs longer for it has no time for it. */
const patienceMs = 5000;

/**
 * What an executor takes to hand over a call and to answer it, as programs without Heddle do it. The process is started
 * first: forked beside a thread, it would be warned of.
 */
const program = `
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

def once(pool):
    began = time.perf_counter()
    pool.submit(abs, 1).result()
    return time.perf_counter() - began

def median(executor):
    with executor(1) as pool:
        for _ in range(50):
            once(pool)
        return sorted(once(pool) for _ in range(200))[100] * 1e3

process = median(ProcessPoolExecutor)
print(process, median(ThreadPoolExecutor))
`;

/**
 * How long a call takes to a thread and to a process of concurrent.futures and back, in milliseconds, the median of some
 * hundred. Null where it could not be measured.
 */
export function measurePythonHandover({
  path,
}: Pick<Interpreter, 'path'>): Promise<{ readonly thread: Measured; readonly process: Measured }> {
  const { promise, resolve } = Promise.withResolvers<{ thread: Measured; process: Measured }>();
  // A group of its own: what is late is ended with the process that it has started. `-I`: no module of the person's in
  // this folder, such as a queue.py, is taken for Python's and run.
  const child = spawn(path, ['-I', '-c', program], { stdio: ['ignore', 'pipe', 'ignore'], detached: true });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const late = setTimeout(() => child.pid !== undefined && process.kill(-child.pid, 'SIGKILL'), patienceMs);
  const finish = () => {
    clearTimeout(late);
    const [ofProcess = null, ofThread = null] = said.match(/[\d.]+(?:e-?\d+)?/g)?.map(Number) ?? [];
    resolve({ thread: ofThread, process: ofProcess });
  };
  child.on('error', finish).on('close', finish);
  return promise;
}
