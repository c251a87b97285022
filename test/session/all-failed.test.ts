import { expect, test } from 'vitest';
import { callLine, whyAllFailed } from '../../source/session/all-failed.ts';
import { createSession, type Session } from '../../source/session/state.ts';
import { outline } from '../../source/session/summary.ts';
import { taskError } from '../helpers/errors.ts';
import { planOf } from '../helpers/plan.ts';

const noCallback = 'done is not a function';
const after = (
  done: number,
  failed: number,
  module: string | null = '/own.js',
  message = noCallback,
): Session => {
  const session = createSession(planOf({ module }));
  const counts = { ...session.tasks.counts, done, failed };
  return {
    ...session,
    tasks: { ...session.tasks, total: 4, counts },
    errors: new Map([[0, taskError({ name: 'TypeError', message })]]),
    ended: { outcome: 'failed', wallMs: 2000, message: null },
  };
};

test('says how a function of one’s own is called where every task of it failed', () => {
  expect(callLine(after(0, 4))).toMatch(/^Every task failed\. .*\(index, context\)/);
  expect(callLine(after(1, 3))).toBeNull();
  // The fourth was cancelled.
  expect(callLine(after(0, 3))).toBeNull();
  expect(callLine(after(0, 4, null))).toBeNull();
});

test('who called what threw is said where every task failed', () => {
  const session = after(0, 4);
  const error = { ...session.errors.get(0)!, stack: ['read (/own.js:3)', 'run (/own.js:9)'] };
  const of = (part: Partial<Session>) => whyAllFailed({ ...session, errors: new Map([[0, error]]), ...part });
  expect(of({})).toEqual(['called by run (/own.js:9)', expect.stringMatching(/^Every task failed\./)]);
  expect(of({ plan: planOf({ module: null }) })).toEqual([]);
  expect(of({ tasks: after(1, 3).tasks })).toEqual([]);
});

test.each([
  ["Cannot read properties of undefined (reading 'name')", true],
  ["Cannot destructure property 'id' of 'request' as it is undefined.", true],
  ['The "path" argument must be of type string. Received type number (0)', true],
  ["Class constructor Worker cannot be invoked without 'new'", true],
  ['cannot parse 0', true],
  ['fetch failed: connect ECONNREFUSED 127.0.0.1:80', false],
  ["EMFILE: too many open files, open '/a'", false],
])('%s: is it the arguments? %s', (message, told) => {
  expect(callLine(after(0, 4, '/own.js', message)) !== null).toBe(told);
});

test('says what it is called with where tasks have inputs', () => {
  const inputs = { kind: 'lines', path: '/urls.txt', pattern: null, count: 4 } as const;
  const session = after(0, 4);
  expect(callLine({ ...session, plan: { ...session.plan, inputs } })).toContain('with (item, context)');
});

test('a function in Python is given a context only where it takes one', () => {
  const session = after(0, 4, '/own.py', 'bad');
  const plan = { ...session.plan, runtime: 'python' } as const;
  expect(callLine({ ...session, plan })).toBe(
    'Every task failed. Heddle calls your function with (index), or with (index, context) if it takes a context.',
  );
});

test.each(['DataCloneError', 'PicklingError'])(
  'a result that cannot be sent is no matter of the arguments: %s',
  (name) => {
    const session = after(0, 4);
    const error = taskError({ name, message: 'returned a Socket' });
    expect(callLine({ ...session, errors: new Map([[0, error]]) })).toBeNull();
  },
);

test('tells it, too, of a callback that was called when the task had ended', () => {
  const crashed = (message: string) =>
    callLine({ ...after(4, 0), ended: { outcome: 'crashed', wallMs: 20, message } });
  expect(crashed(`an error that your code did not catch: TypeError: ${noCallback} (work.mjs:2)`)).toMatch(
    /^There is no callback: Heddle calls your function with \(index, context\)/,
  );
  expect(crashed('an error that your code did not catch: Error: boom')).toBeNull();
});

test('tasks that failed are no throughput', () => {
  expect(outline(after(4, 4)).tasksPerSecond).toBe(2);
  expect(outline(after(0, 4)).tasksPerSecond).toBeNull();
});
