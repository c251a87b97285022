import { expect, test } from 'vitest';
import type { RunningProgram } from '../../source/protocol/observation.ts';
import { byInterest, usersIn } from '../../source/watch/processes.ts';

const program = (command: string, some: Partial<RunningProgram>): RunningProgram => ({
  ...{ pid: 1, parentPid: null, user: 'anna', runtime: null, version: null, command, folder: '/', ageMs: 0 },
  ...{ cores: 0, rssBytes: 1, ports: [] },
  ...some,
});

test('first what listens or computes, in a runtime that is known', () => {
  const all = [
    program('small', {}),
    program('database', { ports: [5432], cores: 0.9 }),
    program('idle script', { runtime: 'node', cores: 0.01, rssBytes: 5 }),
    program('larger idle script', { runtime: 'node', cores: 0, rssBytes: 6 }),
    program('busy script', { runtime: 'python', cores: 0.4 }),
    program('server', { runtime: 'node', ports: [80] }),
    program('busy server', { runtime: 'java', ports: [80], cores: 0.2 }),
  ];
  expect(all.sort(byInterest).map(({ command }) => command)).toEqual([
    'busy server',
    'server',
    'busy script',
    'larger idle script',
    'idle script',
    'database',
    'small',
  ]);
});

test('users by their numbers', () => {
  const users = usersIn('root:x:0:0:root:/root:/bin/bash\nanna:x:1000:1000::/home/anna:/bin/zsh\n\n');
  expect([...users]).toEqual([
    ['0', 'root'],
    ['1000', 'anna'],
  ]);
});
