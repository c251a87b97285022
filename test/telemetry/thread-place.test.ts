import { expect, test } from 'vitest';
import { LockTime } from '../../source/telemetry/lock-time.ts';
import { lockAt, placeIn } from '../../source/telemetry/probes/thread-place.ts';

const lock = { runtimeAt: 0x7f0000000000 };

test.each([
  ['running', 'x64', { at: 'running' }],
  ['202 0x7f0000017820 0x189 0x0', 'x64', { at: 'lock' }],
  ['98 0x7f0000017820 0x189 0x0', 'arm64', { at: 'lock' }],
  // Any other lock is on the heap.
  ['202 0x7e0000017820 0x189 0x0', 'x64', { at: 'call', call: 'futex' }],
  ['230 0x0 0x0', 'x64', { at: 'call', call: 'clock_nanosleep' }],
  ['61 0x4d2', 'x64', { at: 'call', call: 'wait4' }],
  ['9999 0x0', 'x64', { at: 'call', call: null }],
])('a thread whose call is %s on %s', (text, arch, place) => {
  expect(placeIn(text, lock, arch)).toEqual(place);
});

test('where nobody sees who waits for a lock, it is as good as none', () => {
  expect(lockAt(0x7f00, 'x64')).toEqual({ runtimeAt: 0x7f00 });
  expect(lockAt(0, 'x64')).toBeNull();
  expect(lockAt(0x7f00, 'riscv64')).toBeNull();
});

test('without a lock nobody waits for it', () => {
  expect(placeIn('202 0x7820', { runtimeAt: 0 }, 'x64')).toEqual({ at: 'call', call: 'futex' });
});

test('of the time that a thread slept, the lock has the share of the looks that found it there', () => {
  const time = new LockTime();
  expect(time.sample(0, 0, 0)).toBe(0);
  time.saw({ at: 'lock' });
  time.saw({ at: 'lock' });
  time.saw({ at: 'call', call: 'read' });
  time.saw({ at: 'call', call: 'read' });
  time.saw({ at: 'running' });
  // 100 ms, of which it computed 30 and waited 10 for a core.
  expect(time.sample(100, 30, 10)).toBe(30);
  // No look at it asleep: as before.
  expect(time.sample(200, 110, 10)).toBe(40);
  expect(time.sample(300, null, null)).toBeNull();
});

test('a thread that was hardly looked at is taken to have waited for the lock as much as all of them', () => {
  const time = new LockTime();
  time.sample(0, 0, 0, 0.2);
  time.saw({ at: 'lock' });
  // One look would say all of the time.
  expect(time.sample(100, 0, 0, 0.2)).toBe(20);
  for (let look = 0; look < 10; look++) time.saw({ at: look < 4 ? 'lock' : 'call', call: null });
  expect(time.looks).toEqual({ all: 10, atLock: 4 });
  expect(time.sample(200, 0, 0, 0.2)).toBe(60);
});
