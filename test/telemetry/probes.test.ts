import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parseStat } from '../../source/telemetry/probes/machine.ts';
import {
  ProcessProbe,
  parsePageBytes,
  parseSchedstat,
  parseStatCpuMs,
  parseThreads,
} from '../../source/telemetry/probes/usage.ts';
import { hasProc } from '../helpers/processes.ts';

describe('schedstat of a thread', () => {
  test('nanoseconds on a processor and waiting for one', () => {
    expect(parseSchedstat('2500000 750000 12\n')).toEqual({ cpuMs: 2.5, waitMs: 0.75 });
  });

  test.each(['', 'x y z', '5'])('"%s" is not measured', (text) => {
    expect(parseSchedstat(text)).toBeNull();
  });
});

describe('stat of a process', () => {
  // Fields 14 and 15 are user and system time in ticks.
  const tail = 'S 1 100 100 0 -1 4194560 1 0 0 0 25 15 0 0 20 0 11 0 1000 0 0';

  test.each(['node', 'a b', 'evil) (S 9', ') ('])('a name like "%s" does not shift the fields', (name) => {
    expect(parseStatCpuMs(`100 (${name}) ${tail}`)).toBe(400);
    expect(parseThreads(`100 (${name}) ${tail}`)).toBe(11);
  });

  test('of children that it has waited for', () => {
    const fields = ['S', ...Array(10).fill('1'), '30', '10', '700', '50', '0'].join(' ');
    expect(parseStatCpuMs(`100 (python3) ${fields}`, 'ended')).toBe(7500);
  });

  test.each([null, '', '100 (node) S 1'])('%s is not measured', (text) => {
    expect(parseStatCpuMs(text)).toBeNull();
    expect(parseThreads(text)).toBeNull();
  });
});

describe('the size of a page', () => {
  const vector = (...words: number[]) =>
    Buffer.from(BigUint64Array.from(words.map(BigInt)).buffer).toString('latin1');

  test('is the number after its own, where that begins a pair', () => {
    expect(parsePageBytes(vector(33, 6, 6, 65536, 0, 0))).toBe(65536);
  });

  test.each(['', vector(33, 6, 0, 0)])('is 4 KB where nobody tells', (text) => {
    expect(parsePageBytes(text)).toBe(4096);
  });

  test.runIf(hasProc)('makes of pages what Node says of this process', () => {
    const { rssBytes } = new ProcessProbe(process.pid, 'engine').sample(0, null, 'no');
    const ratio = (rssBytes ?? 0) / process.memoryUsage.rss();
    expect(ratio).toBeGreaterThan(0.8);
    expect(ratio).toBeLessThan(1.25);
  });
});

test.runIf(hasProc)('descriptors and threads of this process', () => {
  const sample = () => new ProcessProbe(process.pid, 'engine').sample(0, null, 'no');
  const before = sample();
  const files = Array.from({ length: 20 }, () => openSync('/dev/null', 'r'));
  // Each probe holds four files of its own open.
  const { descriptors, threads } = sample();
  for (const file of files) closeSync(file);
  expect(descriptors! - before.descriptors!).toBeGreaterThanOrEqual(20);
  expect(descriptors! - before.descriptors!).toBeLessThan(30);
  expect(threads).toBeGreaterThan(1);
});

test.runIf(hasProc)('the limit of open files as it is now, which a process may set itself', async () => {
  const child = spawn('sh', ['-c', 'read go; ulimit -Sn 77; echo set; read end'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill());
  const probe = new ProcessProbe(child.pid!, 'lane');
  onTestFinished(() => probe.close());
  expect(probe.sample(0, null, 'no').descriptorLimit).not.toBe(77);
  child.stdin.write('go\n');
  await once(child.stdout, 'data');
  expect(probe.sample(1, null, 'no').descriptorLimit).toBe(77);
});

test('stat of the machine: each core by itself, waiting for I/O is idle', () => {
  const text = 'cpu  9 9 9 9 9\ncpu0 10 1 5 100 20 2 3 4 8 8\ncpu1 0 0 0 50 0 0 0 0 0 0\nintr 5\nctxt 9\n';
  expect(parseStat(text)).toEqual([
    { busy: 21, total: 145 },
    { busy: 0, total: 50 },
  ]);
});
