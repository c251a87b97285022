import { expect, test } from 'vitest';
import { parseMeminfo, usedBytes } from '../../source/machine/memory.ts';

const text = 'MemTotal:       16000 kB\nMemFree:         1000 kB\nMemAvailable:   12000 kB\nBuffers: 1 kB\n';

test('used is what cannot be had without swapping', () => {
  expect(parseMeminfo(text)).toEqual({ totalBytes: 16000 * 1024, availableBytes: 12000 * 1024 });
  expect(usedBytes(text)).toBe(4000 * 1024);
});

test('an old kernel that does not say what is available: not measured', () => {
  expect(usedBytes('MemTotal: 16000 kB\nMemFree: 1000 kB\n')).toBeNull();
});
