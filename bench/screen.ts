import { readdirSync, readFileSync } from 'node:fs';
import { spawn } from '@lydell/node-pty';
import { type Figure, heddle } from './measure.ts';

const size = { cols: 120, rows: 40 };

/** Milliseconds from the start of a program in a terminal to a moment of its output, or to its end for null. */
function timeTo(args: readonly string[], seen: ((text: string) => boolean) | null): Promise<number> {
  return new Promise((resolve, reject) => {
    const began = performance.now();
    let text = '';
    const pty = spawn(process.execPath, [...args], { ...size, name: 'xterm-256color' });
    let at: number | null = null;
    pty.onData((data) => {
      text += data;
      if (at !== null || !seen?.(text)) return;
      at = performance.now() - began;
      pty.kill('SIGTERM');
    });
    pty.onExit(() => {
      if (seen === null) resolve(performance.now() - began);
      else if (at === null) reject(new Error(`never seen: ${text.slice(0, 500)}`));
      else resolve(at);
    });
  });
}

/** Start of the lab up to its first whole frame, by the start of Node itself up to its end. */
export async function firstFrame(count: number): Promise<Figure> {
  // The first start compiles and fills the cache.
  const frame = () => timeTo([heddle], (text) => text.includes('quit'));
  const node = () => timeTo(['-e', '0'], null);
  await frame();
  const values: number[] = [];
  for (let pair = 0; pair < count; pair++) values.push((await frame()) / (await node()));
  return {
    name: 'first painted frame of the lab',
    against: 'node -e 0',
    values,
    line: { atMost: 4 },
    unit: '×',
  };
}

/** Processor milliseconds of a process so far, over all its threads. */
function cpuMs(pid: number): number {
  let sum = 0;
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    sum += Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
  }
  return sum;
}

const rssMb = (pid: number) =>
  (Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * 4096) / 1e6;
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Lets start-up and the first compilations pass. */
const settleMs = 3000;
const watchMs = 8000;

type Cost = { cpuPercent: number; bytesASecond: number; rssMb: number };

/** What the process that shows a run costs while the run is under way. */
async function costOfScreen(fps: number, args: readonly string[]): Promise<Cost> {
  const pty = spawn(process.execPath, [heddle, 'run', ...args, '--fps', String(fps)], {
    ...size,
    name: 'xterm-256color',
  });
  let bytes = 0;
  pty.onData((data) => {
    bytes += Buffer.byteLength(data);
  });
  await wait(settleMs);
  const before = { cpu: cpuMs(pty.pid), bytes, at: performance.now() };
  await wait(watchMs);
  const passed = performance.now() - before.at;
  const cost = {
    cpuPercent: ((cpuMs(pty.pid) - before.cpu) / passed) * 100,
    bytesASecond: ((bytes - before.bytes) / passed) * 1000,
    rssMb: rssMb(pty.pid),
  };
  const gone = new Promise((resolve) => pty.onExit(resolve));
  pty.kill('SIGTERM');
  await gone;
  return cost;
}

const runs = {
  '64 tasks': ['compute', '-m', 'threads', '-t', '64', '--set', 'numbers=1000000000'],
  '100,000 tasks': ['wait', '-m', 'async', '-t', '100000', '-c', '6000', '--set', 'ms=1000'],
};

/** What a run's screen may take of one core, by frames a second. */
const mostPercent = { '64 tasks': { 1: 1, 4: 3 }, '100,000 tasks': { 1: 1.2, 4: 3 } };

/** Processor time, traffic and memory of the lab at one and at four frames a second. */
export async function screenCosts(): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const what of ['64 tasks', '100,000 tasks'] as const) {
    const twice = what === '64 tasks' ? 1 : 2;
    for (const fps of [1, 4] as const) {
      const { cpuPercent, bytesASecond, rssMb } = await costOfScreen(fps, runs[what]);
      const name = (figure: string) => `${figure} of the lab, ${what}, ${fps} Hz`;
      const against = 'one core, the terminal, the machine';
      figures.push(
        {
          name: name('cpu'),
          against,
          values: [cpuPercent],
          line: { atMost: mostPercent[what][fps] },
          unit: '%',
        },
        {
          name: name('bytes a second'),
          against,
          values: [bytesASecond],
          line: { atMost: (fps === 1 ? 2048 : 8192) * twice },
          unit: 'B',
        },
        { name: name('RSS'), against, values: [rssMb], line: { atMost: 110 * twice }, unit: 'MB' },
      );
    }
  }
  return figures;
}
