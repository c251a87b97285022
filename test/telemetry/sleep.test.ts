import { expect, test } from 'vitest';
import { askedIn, sleepsForGood } from '../../source/telemetry/probes/sleep.ts';

const line = (number: number, ...args: readonly string[]) =>
  `${number} ${args.join(' ')} 0x7fffa96b8c48 0x7f2a9e03f829\n`;
const futex = (limit: string) => line(202, '0x6b94a68', '0x189', '0x0', limit, '0x0', '0xffffffff');
const epoll = (limit: string) => line(281, '0xc', '0x7f2a9de29c20', '0x400', limit, '0x0', '0x8');

test('a thread that runs asks nothing', () => {
  expect(askedIn('running\n', 'x64')).toBeNull();
  expect(askedIn(epoll('0x14'), 'x64')).toEqual({
    call: 'epoll_pwait',
    args: [12, 0x7f2a9de29c20, 1024, 20, 0, 8],
  });
});

test.each<[string, text: string, inside: boolean, forGood: boolean]>([
  ['at a lock', futex('0x0'), false, true],
  ['at a lock for some time', futex('0x7ff9f7ffe000'), true, false],
  ['in a loop without timers', epoll('0xffffffff'), true, true],
  ['in a loop with a timer', epoll('0x14'), true, false],
  ['in a loop with the timer that V8 asked for', epoll('0x1fa1'), true, true],
  ['in a loop with sockets', epoll('0xffffffff'), false, false],
  ['at a pipe', line(0, '0x5', '0x7ff9f0000c00', '0x1000', '0x0', '0x0', '0x0'), true, false],
])('whether it sleeps until another thread wakes it: %s', (_, text, inside, forGood) => {
  expect(sleepsForGood(askedIn(text, 'x64')!, () => inside)).toBe(forGood);
});
