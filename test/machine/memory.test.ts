import { describe, expect, test } from 'vitest';
import { availableMemory, memoryLimit, parseMeminfo, usedBytes } from '../../source/machine/memory.ts';

const text = 'MemTotal:       16000 kB\nMemFree:         1000 kB\nMemAvailable:   12000 kB\nBuffers: 1 kB\n';

test('used is what cannot be had without swapping', () => {
  expect(parseMeminfo(text)).toEqual({ totalBytes: 16000 * 1024, availableBytes: 12000 * 1024 });
  expect(usedBytes(text)).toBe(4000 * 1024);
});

test('an old kernel that does not say what is available: not measured', () => {
  expect(usedBytes('MemTotal: 16000 kB\nMemFree: 1000 kB\n')).toBeNull();
});

describe('a limit of a control group', () => {
  const meminfo = 'MemTotal: 8000000 kB\nMemAvailable: 4000000 kB\n';
  const tree = (files: Record<string, string>) => (file: string) =>
    ({ '/proc/meminfo': meminfo, ...files })[file] ?? null;

  test('of v2: the tightest on the way up, less what is in use and could not be given back', () => {
    const read = tree({
      '/proc/self/cgroup': '0::/app/web\n',
      '/sys/fs/cgroup/app/web/memory.max': 'max\n',
      '/sys/fs/cgroup/app/web/memory.current': '100\n',
      '/sys/fs/cgroup/app/memory.max': '1000000\n',
      '/sys/fs/cgroup/app/memory.current': '700000\n',
      '/sys/fs/cgroup/app/memory.stat': 'anon 1\ninactive_file 200000\nactive_file 50000\n',
      '/sys/fs/cgroup/memory.max': '2000000\n',
      '/sys/fs/cgroup/memory.current': '1900000\n',
    });
    expect(memoryLimit(read)).toBe(1_000_000);
    // The wider group is fuller.
    expect(availableMemory(read)).toBe(100_000);
    const full = (file: string) => (file === '/sys/fs/cgroup/memory.current' ? '1\n' : read(file));
    expect(availableMemory(full)).toBe(550_000);
  });

  test('of v1: its largest number is no limit; caches of all below it can be given back', () => {
    const unlimited = { '/sys/fs/cgroup/memory/memory.limit_in_bytes': '9223372036854771712\n' };
    const groups = { '/proc/self/cgroup': '4:memory:/job\n1:cpu:/job\n' };
    expect(memoryLimit(tree({ ...groups, ...unlimited }))).toBeNull();
    expect(availableMemory(tree({ ...groups, ...unlimited }))).toBe(4e6 * 1024);
    const read = tree({
      ...groups,
      ...unlimited,
      '/sys/fs/cgroup/memory/job/memory.limit_in_bytes': '500000\n',
      '/sys/fs/cgroup/memory/job/memory.usage_in_bytes': '400000\n',
      '/sys/fs/cgroup/memory/job/memory.stat':
        'inactive_file 1\nactive_file 1\ntotal_inactive_file 50000\ntotal_active_file 30000\n',
    });
    expect(memoryLimit(read)).toBe(500_000);
    expect(availableMemory(read)).toBe(180_000);
  });

  test('that is looser than the machine is the machine’s', () => {
    const read = tree({ '/proc/self/cgroup': '0::/\n', '/sys/fs/cgroup/memory.max': '90000000000\n' });
    expect(availableMemory(read)).toBe(4e6 * 1024);
    expect(memoryLimit(tree({}))).toBeNull();
  });
});
