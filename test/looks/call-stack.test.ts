import { expect, test } from 'vitest';
import { callStack } from '../../source/looks/call-stack.ts';

const namesOf = (without = 0) => callStack(without).sites.map(([name]) => name);

test('the stack below, innermost first, and without what is not wanted', () => {
  function inner() {
    return [namesOf(1), namesOf(2)] as const;
  }
  const [whole, less] = inner();
  expect(whole[0]).toBe('inner');
  expect(less).toEqual(whole.slice(1));
});

/** Evaluates a function that answers, as `look`, whether it was only just entered; a default stands where parameters do. */
const made = (code: string) => new Function('s', `return ${code}`)(() => callStack(1).entered);

test.each<[string, boolean]>([
  ['(look = s()) => look', true],
  ['function hash(look = s()) { return look; }', true],
  ['(class { static async *hash(look = s()) { yield look; } }).hash', true],
  ['function hash() {\n return s(); }', false],
  ['function hash() { const digest = 1; return digest && s(); }', false],
])('whether a function was only just entered: %s', async (code, entered) => {
  const value = await made(code)();
  expect(typeof value === 'object' ? (await value.next()).value : value).toBe(entered);
});

test('where the work lets nobody read the stack there is none', () => {
  const { stackTraceLimit } = Error;
  Object.defineProperty(Error, 'stackTraceLimit', { value: 10, writable: false, configurable: true });
  expect(callStack()).toEqual({ sites: [], entered: false });
  Object.defineProperty(Error, 'stackTraceLimit', {
    value: stackTraceLimit,
    writable: true,
    configurable: true,
  });
});
