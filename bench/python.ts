import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { chooseInterpreter } from '../source/launch/interpreters.ts';
import type { RunEvent } from '../source/protocol/events.ts';
import { eventsOf, type Figure, median, pairs, runHeddle } from './measure.ts';
import { empty, errorInFreezes, errorsOfFreezes } from './runs.ts';

const script = (name: string) => new URL(`./reference/python/${name}.py`, import.meta.url).pathname;
const run = promisify(execFile);

// The order of sets and the places of strings differ by chance otherwise, and with them the time.
process.env.PYTHONHASHSEED = '0';

/** The interpreter that Heddle takes where nobody names one; null: none, and nothing here is measured. */
async function interpreter(): Promise<string | null> {
  return (await chooseInterpreter({})).value?.path ?? null;
}

/** A script by itself prints one number. */
async function alone(name: string, ...args: readonly (string | number)[]): Promise<number> {
  const { stdout } = await run((await interpreter())!, [script(name), ...args.map(String)]);
  return Number(stdout);
}

const samplesIn = (events: readonly RunEvent[]) => events.filter((event) => event.type === 'sample');

/** Processor time of the interpreter and of what watches it while tasks run, in milliseconds. */
function cpuMs(events: readonly RunEvent[]): number {
  const samples = samplesIn(events);
  const [first, last] = [samples[0]!, samples.at(-1)!];
  const of = (sample: typeof first) =>
    sample.processes.reduce((sum, process) => sum + (process.cpuMs ?? 0), 0) + (sample.overhead.cpuMs ?? 0);
  return of(last) - of(first);
}

const tasks = 400;

/** What Heddle adds to work in Python: processor time of both sides, by that of the same function in a script alone. */
export async function pythonCpu(count: number): Promise<Figure[]> {
  const args = ['-m', 'threads', '-c', '2', '-t', String(tasks)];
  const computing = await pairs(
    count,
    async () => cpuMs(await eventsOf(script('computes'), ...args)),
    () => alone('computes', tasks, 2),
  );
  const waiting: number[] = [];
  for (let one = 0; one < Math.ceil(count / 3); one++) {
    const events = await eventsOf(
      'wait',
      '--runtime',
      'python',
      '-m',
      'async',
      '--set',
      'ms=3000',
      '-t',
      '100',
    );
    const samples = samplesIn(events);
    waiting.push(cpuMs(events) / ((samples.at(-1)!.atMs - samples[0]!.atMs) / 1000));
  }
  return [
    {
      name: 'cpu of a Python run of 2 threads',
      against: 'the same script alone',
      values: computing,
      line: { atMost: 1.03 },
      unit: '×',
    },
    {
      name: 'cpu of a Python run that waits, per second',
      against: 'none',
      values: waiting,
      line: { atMost: 20 },
      unit: 'ms',
    },
  ];
}

/** How far the length of a freeze is from the script's own clock: of Python code, and of C code that keeps the lock. */
export async function pythonFreezes(count: number): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const [name, what] of [
    ['freezes', 'Python code'],
    ['held_freezes', 'C code with the lock'],
  ] as const) {
    const values: number[] = [];
    for (let one = 0; one < count; one++)
      values.push(...errorsOfFreezes(await eventsOf(script(name), '-m', 'async')).errors);
    figures.push(errorInFreezes(`a freeze by ${what}`, values));
  }
  return figures;
}

/** From the launch of an engine to its first event, and to the first task's turn, by the start of Python with what it needs. */
export async function pythonStart(count: number): Promise<Figure[]> {
  const bare = async () => {
    const began = performance.now();
    await run((await interpreter())!, ['-c', 'import asyncio, multiprocessing']);
    return performance.now() - began;
  };
  const firsts: number[] = [];
  const figures: Figure[] = [];
  for (const model of ['sequential', 'async', 'threads', 'processes']) {
    const turns: number[] = [];
    for (let one = 0; one < count; one++) {
      const bareMs = await bare();
      const { firstMs, turnMs } = await launchTimes(model);
      firsts.push(firstMs / bareMs);
      turns.push(turnMs / bareMs);
    }
    figures.push({
      name: `launch to the first task under ${model}`,
      against: 'python3 -c "import asyncio, multiprocessing"',
      values: turns,
      line: { atMost: 2.5 },
      unit: '×',
    });
  }
  return [
    {
      name: 'launch to the first event of Python',
      against: 'python3 -c "import asyncio, multiprocessing"',
      values: firsts,
      line: { atMost: 1 },
      unit: '×',
    },
    ...figures,
  ];
}

/** Milliseconds from the start of an engine process, as its users start it, until it says so, and until tasks run. */
async function launchTimes(model: string): Promise<{ firstMs: number; turnMs: number }> {
  const { stdout } = await run(process.execPath, [
    new URL('./reference/python-start.ts', import.meta.url).pathname,
    model,
  ]);
  return JSON.parse(stdout) as { firstMs: number; turnMs: number };
}

/** How fast empty tasks are handed to threads. */
export async function pythonDispatch(count: number): Promise<Figure> {
  const args = ['noop', '--runtime', 'python', '-m', 'threads', '-c', '4', '-t', String(empty)];
  return {
    name: 'noop tasks per second under threads of Python',
    against: 'ThreadPoolExecutor.submit',
    values: await pairs(
      count,
      async () => (await runHeddle(...args)).tasksPerSecond,
      () => alone('executor', empty, 4),
    ),
    line: { atLeast: 10 },
    unit: '×',
  };
}

/** How far the share of time that threads wait for the lock is from what it must be, in points. */
export async function lockShares(count: number): Promise<Figure[]> {
  const cases = [
    ['loops', 2, 50],
    ['loops', 4, 75],
    ['hashes', 4, 0],
    ['sleeps', 4, 0],
  ] as const;
  const figures: Figure[] = [];
  for (const [name, threads, expected] of cases) {
    const values: number[] = [];
    for (let one = 0; one < count; one++) {
      const events = await eventsOf(
        `${script('threads')}#${name}`,
        '-m',
        'threads',
        '-c',
        String(threads),
        '-t',
        String(threads * 12),
      );
      values.push(Math.abs(lockPercent(events) - expected));
    }
    figures.push({
      name: `lock share of ${threads} threads, ${name}`,
      against: `${expected} %`,
      values,
      line: { atMost: 5 },
      unit: 'points',
    });
  }
  return figures;
}

/** The share of the time between the first and the last sample of the tasks' time that threads waited for the lock; the median of them. */
function lockPercent(events: readonly RunEvent[]): number {
  const samples = samplesIn(events).filter(({ lanes }) => lanes.length > 1);
  const [first, last] = [samples[0]!, samples.at(-1)!];
  const shares = last.lanes
    .filter(({ lane }) => lane > 0)
    .map(({ lane, lockMs }) => {
      const before = first.lanes.find((other) => other.lane === lane)?.lockMs ?? 0;
      return (100 * ((lockMs ?? Number.NaN) - before)) / (last.atMs - first.atMs);
    });
  return median(shares);
}
