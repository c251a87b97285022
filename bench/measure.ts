import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';
import { decodeEvent } from '../source/protocol/decode.ts';
import type { RunEvent } from '../source/protocol/events.ts';

/** One figure of the bench: a ratio or an error, taken in one run against something outside Heddle. */
export type Figure = {
  name: string;
  /** What it is measured against. */
  against: string;
  values: number[];
  /** How the values are judged: the median has to be at most, or at least, this. Null: they are told only. */
  line: { atMost: number } | { atLeast: number } | null;
  unit: string;
};

export const heddle = new URL('../dist/bin.js', import.meta.url).pathname;
export const reference = (name: string) => new URL(`./reference/${name}.mjs`, import.meta.url).pathname;

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/**
 * Where the median of what these values are taken from lies, with a chance of at most 5 % of being wrong: between the values
 * that the sign test does not refuse (Conover, "Practical Nonparametric Statistics", 3.2). Null of fewer than six values.
 */
export function medianInterval(values: readonly number[]): readonly [low: number, high: number] | null {
  const sorted = [...values].sort((a, b) => a - b);
  const { length } = sorted;
  // Each of the 2^n ways in which the values may lie below and above the median is as likely as any other.
  let ways = 1;
  let outside = 0;
  let refused = 0;
  while (refused < length && (2 * (outside + ways)) / 2 ** length <= 0.05) {
    outside += ways;
    ways = (ways * (length - refused)) / (refused + 1);
    refused++;
  }
  return refused === 0 ? null : [sorted[refused - 1]!, sorted[length - refused]!];
}

/** Runs a Node program and parses the JSON on its standard output. */
export async function runJson<T>(file: string, args: readonly string[]): Promise<T> {
  const { stdout } = await promisify(execFile)(process.execPath, [file, ...args], { maxBuffer: 64e6 });
  return JSON.parse(stdout) as T;
}

export type RunDocument = { wallMs: number; tasksPerSecond: number; outcome: string };

/** `heddle run … --json`. */
export function runHeddle(...args: string[]): Promise<RunDocument> {
  return runJson<RunDocument>(heddle, ['run', ...args, '--json']);
}

/** The events of `heddle run …`. */
export async function eventsOf(...args: string[]): Promise<RunEvent[]> {
  const { stdout } = await promisify(execFile)(process.execPath, [heddle, 'run', ...args, '--events', '-'], {
    maxBuffer: 256e6,
  });
  return stdout.trim().split('\n').map(decodeEvent);
}

/** Processor seconds of a command and all its descendants that were waited for, as the shell's `time` counts them. */
export function cpuSeconds(args: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const script = 'TIMEFORMAT="%U %S"; time "$@" >/dev/null 2>&1';
    const child = spawn('bash', ['-c', script, 'bash', process.execPath, ...args], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let text = '';
    child.stderr.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
    child.on('error', reject);
    child.on('close', () => {
      const [user, system] = text.trim().split(/\s+/).map(Number);
      resolve((user ?? Number.NaN) + (system ?? Number.NaN));
    });
  });
}

/** Takes pairs A, B, A, B … so that a machine whose speed drifts moves both alike; returns the ratio of each pair. */
export async function pairs(
  count: number,
  a: () => Promise<number>,
  b: () => Promise<number>,
): Promise<number[]> {
  return (await takePairs(count, a, b)).map(([first, second]) => first / second);
}

/** The same, with both values of each pair. */
export async function takePairs<T>(
  count: number,
  a: () => Promise<T>,
  b: () => Promise<T>,
): Promise<(readonly [a: T, b: T])[]> {
  const taken: (readonly [T, T])[] = [];
  for (let pair = 0; pair < count; pair++) {
    // The order alternates: whatever favours the first or the second cancels out.
    if (pair % 2 === 0) {
      const first = await a();
      taken.push([first, await b()]);
    } else {
      const second = await b();
      taken.push([await a(), second]);
    }
  }
  return taken;
}
