import { expect, test } from 'vitest';
import type { RefusalDocument } from '../../source/plain/document.ts';
import type { Summary } from '../../source/session/summary.ts';
import { heddle } from './helpers/heddle.ts';

const parted = `export default {
  kind: 'mixed',
  parameters: {
    how: { type: 'choice', title: 'how', choices: ['far', 'near'], default: 'far', refuses: { near: { threads: 'it is far\\u0007' } } },
  },
  parts: { twice: (input) => input * 2 },
  cooperative: (index, { offload }) => offload('twice', index),
};`;
const files = { 'parted.mjs': parted };
const run = (...args: string[]) => heddle(['run', './parted.mjs', '--json', '-t', '4', ...args], { files });

test('hybrid keeps as many threads behind its loop as --pool says', async () => {
  const { code, stdout } = await run('-m', 'hybrid', '--pool', '3', '--libuv-threads', '6');
  expect(code).toBe(0);
  const { plan, lanes, tasks, libuv } = JSON.parse(stdout) as Summary;
  expect(plan).toMatchObject({ concurrency: 4, poolThreads: 3, libuvThreads: 6 });
  expect(lanes.map(({ name }) => name)).toEqual(['main', 'thread-1', 'thread-2', 'thread-3']);
  expect(tasks.done).toBe(4);
  expect(libuv.threads).toBe(6);
});

test.each([
  [
    ['-m', 'threads', '--pool', '3'],
    'poolThreads',
    '--pool needs model hybrid and a workload that has parts; leave it out',
  ],
  [['-m', 'hybrid', '--pool', '0'], 'poolThreads', '--pool is 0; it must be a whole number from 1 to 1024'],
  [
    ['--libuv-threads', '0'],
    'libuvThreads',
    '--libuv-threads is 0; it must be a whole number from 1 to 1024',
  ],
  [
    ['-m', 'threads', '--set', 'how=near'],
    'model',
    'parted with how=near does not run under threads: it is far',
  ],
  [['--pool'], null, '--pool needs a value'],
])('%j is refused in one line, and as data', async (args, field, line) => {
  const { code, stdout, stderr } = await run(...args);
  expect({ code, stderr }).toEqual({ code: 2, stderr: `heddle: ${line}\n` });
  const { refusal } = JSON.parse(stdout) as RefusalDocument;
  expect(refusal.field).toBe(field);
  expect(line).toContain(refusal.problem);
  expect(line).toContain(refusal.remedy ?? '');
});

test('list tells which parts a workload has, and which choices a model refuses', async () => {
  const [text, json] = await Promise.all([heddle(['list']), heddle(['list', '--json'])]);
  const { workloads } = JSON.parse(json.stdout) as {
    workloads: { id: string; parts: string[]; parameters: Record<string, { refuses?: object }> }[];
  };
  const withParts = workloads.filter(({ parts }) => parts.length > 0);
  expect(withParts.length).toBeGreaterThan(0);
  for (const { parts } of withParts) expect(text.stdout).toContain(`behind its loop: ${parts.join(', ')}`);
  const transfer = workloads.find(({ id }) => id === 'transfer');
  expect(transfer?.parameters.how).toHaveProperty('refuses.shared.processes');
  expect(text.stdout).toMatch(/how=shared not under processes: /);
});
