import { expect, test, vi } from 'vitest';
import { monotonicMs } from '../../source/machine/clock.ts';
import { createClock } from '../../source/telemetry/clock.ts';

test('a program that takes the core between two looks at the clocks sets them no further apart', () => {
  const stallMs = 40;
  const real = performance.now.bind(performance);
  const now = vi.spyOn(performance, 'now').mockImplementationOnce(() => {
    for (const until = real() + stallMs; real() < until; );
    return real();
  });
  const clock = createClock(0);
  expect(now).toHaveBeenCalled();
  now.mockRestore();
  const before = monotonicMs();
  const told = clock();
  expect(Math.abs(told - before)).toBeLessThan(stallMs / 4 + monotonicMs() - before);
});
