import { appendFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { atFrame, DumpFile, framesIn, ownFrame } from '../../source/whereabouts/dump.ts';
import { temporaryFolder } from '../helpers/folder.ts';

const crash = `Fatal Python error: Segmentation fault

Current thread 0x00007f (most recent call first):
  File "/opt/lib/python3.11/ctypes/__init__.py", line 519 in string_at
  File "/work/ways.py", line 17 in ways
  File "/x/heddle_engine/lane.py", line 40 in run
`;

test('what a dying interpreter wrote says in which line of the person it was', () => {
  const frames = framesIn(crash);
  expect(frames).toHaveLength(3);
  expect(ownFrame(frames)).toEqual({ file: '/work/ways.py', line: 17, name: 'ways' });
  expect(atFrame(frames)).toBe(' at ways.py:17 in ways');
});

test('of several stacks in the file the one that it died in is told', () => {
  const path = join(temporaryFolder(), 'stacks');
  const file = new DumpFile(path);
  const asked =
    'Current thread 0x00007f (most recent call first):\n  File "/work/other.py", line 3 in waits\n\n';
  writeFileSync(path, asked);
  expect(file.framesOfCrash()).toEqual([]);
  writeFileSync(path, asked + crash);
  expect(atFrame(file.framesOfCrash())).toBe(' at ways.py:17 in ways');
  file.close();
});

test('where all of it is a library, its innermost frame is told; of nothing, nothing', () => {
  const frames = framesIn('  File "/usr/lib/python3.11/queue.py", line 171 in get\n');
  expect(atFrame(frames)).toBe(' at queue.py:171 in get');
  expect(atFrame(framesIn('Fatal Python error: Aborted\n'))).toBe('');
  expect(ownFrame(framesIn('  File "/x/heddle_engine/main.py", line 1 in main\n'))).toBeNull();
});

test('the library of a build without the lock is a library as well', () => {
  const frames = framesIn(
    '  File "/opt/lib/python3.13t/ctypes/__init__.py", line 538 in string_at\n  File "/work/ways.py", line 17 in ways\n',
  );
  expect(atFrame(frames)).toBe(' at ways.py:17 in ways');
});

test('stacks of days do not gather: what was read goes, and the next one is found', () => {
  const path = join(temporaryFolder(), 'stacks');
  const file = new DumpFile(path);
  const stack =
    'Current thread 0x00007f (most recent call first):\n  File "/work/other.py", line 3 in waits\n';
  writeFileSync(path, stack);
  expect(file.next()).toBe(stack.length);
  appendFileSync(path, '.'.repeat(300_000));
  const from = file.next();
  expect(statSync(path).size).toBe(0);
  appendFileSync(path, stack);
  expect(file.framesFrom(from)).toEqual([{ file: '/work/other.py', line: 3, name: 'waits' }]);
});
