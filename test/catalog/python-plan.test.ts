import { expect, test } from 'vitest';
import type { Choice } from '../../source/catalog/wish.ts';
import type { Plan } from '../../source/protocol/plan.ts';
import { plan } from './helpers/wait-card.ts';

const python = (version: string): Choice => ({
  runtime: 'python',
  interpreter: { path: '/usr/bin/python3', version, lock: 'shared', asked: null },
});

test('a plan for Python needs an interpreter, and a model that it has', () => {
  const missing = 'python was not found; install CPython 3.8 or newer, or name one with --python';
  expect(() => plan({ runtime: 'python' })).toThrow(missing);
  expect(plan(python('3.11.7')).interpreter?.version).toBe('3.11.7');
  expect(() => plan({ ...python('3.13.0'), model: 'interpreters' })).toThrow(
    'interpreters needs Python 3.14 or newer, and this is 3.13.0 (/usr/bin/python3)',
  );
  expect(plan({ ...python('3.14.0'), model: 'interpreters' }).model).toBe('interpreters');
});

test('what one runtime has alone is refused in the other', () => {
  expect(() => plan({ ...python('3.11.7'), libuvThreads: 8 })).toThrow(
    '--libuv-threads is for Node.js only, and this runs in Python; leave it out',
  );
  expect(() => plan({ startMethod: 'spawn' })).toThrow(/^--start-method is not for Node\.js/);
  expect(() => plan({ ...python('3.11.7'), startMethod: 'spawn' })).toThrow(
    '--start-method needs a model that starts processes, and async does not; leave it out',
  );
  const shared = { ...python('3.11.7'), model: 'processes', startMethod: 'spawn' } as const;
  expect(plan(shared, { refuses: {} }).startMethod).toBe('spawn');
});

test('which pool stands behind a loop of Python, its code says', () => {
  const hybrid = { ...python('3.11.7'), model: 'hybrid' };
  const pools = ({ poolThreads, poolProcesses }: Plan) => [poolThreads, poolProcesses];
  expect(pools(plan(hybrid, { parts: ['dispatch'] }))).toEqual([null, 2]);
  expect(pools(plan(hybrid, { parts: ['offload', 'dispatch'] }))).toEqual([2, 2]);
  expect(() => plan({ ...hybrid, poolProcesses: 3 }, { parts: ['offload'] })).toThrow(
    '--pool-processes needs a workload that calls context.dispatch, and wait does not; leave it out',
  );
});
