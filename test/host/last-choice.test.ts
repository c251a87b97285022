import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { type LastChoice, readLastChoice, rememberChoice } from '../../source/host/last-choice.ts';

test('what was run last is remembered with its runtime; an interpreter that is gone is not', () => {
  vi.stubEnv('XDG_DATA_HOME', mkdtempSync(join(tmpdir(), 'last-choice-')));
  expect(readLastChoice()).toEqual({});
  const there = { path: process.execPath, version: '3.13.0', lock: 'shared', asked: null } as const;
  const choice: LastChoice = {
    runtime: 'python',
    model: 'processes',
    workload: 'compute',
    startMethod: 'spawn',
    poolProcesses: 2,
    interpreter: there,
  };
  rememberChoice({ ...choice, seed: 7 });
  expect(readLastChoice()).toEqual(choice);
  rememberChoice({ ...choice, interpreter: { ...there, path: '/no/such/python' } });
  expect(readLastChoice()).toEqual({ ...choice, interpreter: undefined });
});
