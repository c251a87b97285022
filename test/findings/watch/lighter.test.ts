import { expect, test } from 'vitest';
import { finding, frame } from './helpers/watch.ts';

const own = frame('handle');
const of = (name: string) => ({ name, file: null, line: null, column: null });
const inFile = (file: string) => frame('run', file, 9);
const pattern = /^Rewrite the pattern/;
const json = /^Handle less at once/;

test.each<['node' | 'python', ReturnType<typeof frame> | ReturnType<typeof of>, RegExp]>([
  ['node', of('RegExp.exec'), pattern],
  ['node', of('String.replaceAll'), pattern],
  ['node', of('JSON.parse'), json],
  ['node', of('Array.sort'), /^Do it in a worker thread/],
  ['python', inFile('/usr/lib/python3.12/re/__init__.py'), pattern],
  ['python', inFile('/usr/lib/python3.10/re.py'), pattern],
  ['python', inFile('/usr/lib/python3.12/json/decoder.py'), json],
  ['python', inFile('/usr/lib/python3.12/calendar.py'), /^Do it in a ProcessPoolExecutor/],
])('in %s what makes less of one call that computes: %o', (runtime, called, next) => {
  const freezes = [{ durationMs: 200, cause: 'computing' as const, frames: [called, own] }];
  expect(finding('loop-held', { runtime, freezes }).next).toMatch(next);
});

test('not of one that waits', () => {
  const freezes = [{ durationMs: 200, cause: 'blocked' as const, frames: [of('JSON.parse'), own] }];
  expect(finding('loop-held', { freezes }).next).toMatch(/^Use a form of this call/);
});

test('not of what Python calls back', () => {
  const frames = [own, inFile('/usr/lib/python3.12/re/__init__.py'), own];
  const freezes = [{ durationMs: 200, cause: 'computing' as const, frames }];
  expect(finding('loop-held', { runtime: 'python', freezes }).next).toMatch(/^Do it in a Process/);
});
