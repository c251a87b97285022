import { expect, test } from 'vitest';
import { pageBytes } from '../../source/telemetry/probes/usage.ts';
import {
  ageMs,
  commandOf,
  environmentOf,
  exeOf,
  parseCommandLine,
  parseProcessStat,
  readStat,
} from '../../source/watch/proc.ts';
import { hasProc } from '../helpers/processes.ts';

test('stat of a process, whatever it calls itself', () => {
  const text =
    '4188 (a) R (b) S 4181 4188 4181 34816 4188 4194304 2104 0 0 0 25 15 0 0 20 0 11 0 1748402 1140461568 13220';
  expect(parseProcessStat(text)).toEqual({
    ...{ pid: 4188, name: 'a) R (b', state: 'S', parentPid: 4181, startTicks: 1748402 },
    ...{ cpuMs: 400, threads: 11, rssBytes: 13220 * pageBytes() },
  });
});

test.each(['', 'x', '12 (node) S 1'])('"%s" is none', (text) => {
  expect(parseProcessStat(text)).toBeNull();
});

test.each([
  ['node\0server.js\0', ['node', 'server.js']],
  ['node\0-e\0\0', ['node', '-e']],
  ['nginx: master process /usr/sbin/nginx', ['nginx: master process /usr/sbin/nginx']],
  ['', []],
])('the command line %j', (text, words) => {
  expect(parseCommandLine(text)).toEqual(words);
});

test.runIf(hasProc)('this process', () => {
  const stat = readStat(process.pid)!;
  expect(stat.parentPid).toBe(process.ppid);
  expect(ageMs(stat)).toBeGreaterThan(0);
  expect(ageMs(stat)).toBeLessThan((process.uptime() + 5) * 1e3);
  expect(exeOf(process.pid)).toBe(process.execPath);
  expect(commandOf(process.pid).length).toBeGreaterThan(0);
  expect(environmentOf(process.pid)?.has('PATH')).toBe(true);
});

test.runIf(hasProc)('one that is not there', () => {
  expect([readStat(2 ** 22 + 1), exeOf(2 ** 22 + 1), environmentOf(2 ** 22 + 1)]).toEqual([null, null, null]);
  expect(commandOf(2 ** 22 + 1)).toEqual([]);
});
