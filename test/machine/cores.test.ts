import { describe, expect, test } from 'vitest';
import { countList, parseThrottledMs, readCores } from '../../source/machine/cores.ts';

/** Reads out of a tree of texts instead of /proc and /sys. */
const tree = (files: Record<string, string>) => (file: string) => files[file] ?? null;
const status = 'Name:\tnode\nCpus_allowed:\tff\nCpus_allowed_list:\t0-3,8\n';

test('affinity alone', () => {
  expect(readCores(tree({ '/proc/self/status': status }))).toMatchObject({
    affinityCores: 5,
    quotaCores: null,
    effectiveCores: 5,
    cpuStatPath: null,
  });
});

test('a quota of cgroup v2 may be a fraction; that of a group above binds as well', () => {
  const cores = readCores(
    tree({
      '/proc/self/status': status,
      '/proc/self/cgroup': '0::/app/web/worker\n',
      '/sys/fs/cgroup/app/web/worker/cpu.max': 'max 100000\n',
      '/sys/fs/cgroup/app/web/cpu.max': '150000 100000\n',
      '/sys/fs/cgroup/app/cpu.max': '400000 100000\n',
    }),
  );
  expect(cores).toMatchObject({ quotaCores: 1.5, effectiveCores: 1.5 });
  expect(cores.cpuStatPath).toBe('/sys/fs/cgroup/app/web/cpu.stat');
});

test('in a container the group is the root', () => {
  const files = { '/proc/self/cgroup': '0::/\n', '/sys/fs/cgroup/cpu.max': '50000 100000\n' };
  expect(readCores(tree(files))).toMatchObject({ quotaCores: 0.5, effectiveCores: 0.5 });
});

test('a quota of cgroup v1', () => {
  const files = {
    '/proc/self/status': status,
    '/proc/self/cgroup': '4:cpu,cpuacct:/docker/abc\n3:memory:/docker/abc\n1:cpuset:/\n',
    '/sys/fs/cgroup/cpu/docker/abc/cpu.cfs_quota_us': '250000\n',
    '/sys/fs/cgroup/cpu/docker/abc/cpu.cfs_period_us': '100000\n',
    '/sys/fs/cgroup/cpu/cpu.cfs_quota_us': '-1\n',
    '/sys/fs/cgroup/cpu/cpu.cfs_period_us': '100000\n',
  };
  expect(readCores(tree(files))).toMatchObject({
    quotaCores: 2.5,
    cpuStatPath: '/sys/fs/cgroup/cpu/docker/abc/cpu.stat',
  });
});

test('a quota above the affinity does not bind', () => {
  const files = {
    '/proc/self/status': status,
    '/proc/self/cgroup': '0::/\n',
    '/sys/fs/cgroup/cpu.max': '900000 100000\n',
  };
  expect(readCores(tree(files))).toMatchObject({ quotaCores: 9, effectiveCores: 5 });
});

describe('lists of processors', () => {
  test.each([
    ['0', 1],
    ['0-3', 4],
    ['0-3,8,10-11', 7],
    ['', null],
    ['x', null],
    [undefined, null],
  ])('%s: %s', (list, count) => {
    expect(countList(list)).toBe(count);
  });
});

test('throttling is read in milliseconds from either version', () => {
  expect(parseThrottledMs('usage_usec 5\nnr_throttled 2\nthrottled_usec 2500\n')).toBe(2.5);
  expect(parseThrottledMs('nr_periods 1\nthrottled_time 2500000\n')).toBe(2.5);
  expect(parseThrottledMs('usage_usec 5\n')).toBeNull();
});
