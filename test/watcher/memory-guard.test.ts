import { expect, test } from 'vitest';
import { MemoryGuard } from '../../source/watcher/memory-guard.ts';

const totalBytes = 1000e6;

function lookAt(availableBytes: number, heldBytes: number): string | null {
  const probe = { totalBytes, availableBytes: () => availableBytes, heldBytes: () => heldBytes };
  return new MemoryGuard(probe).look(0);
}

test.each([
  ['plenty is left', 500e6, 500e6, false],
  ['a twentieth is left', 50e6, 900e6, false],
  ['less is left, and the run holds most', 49e6, 900e6, true],
  ['less is left, and the run holds more than that', 49e6, 50e6, true],
  ['less is left, but others hold it', 49e6, 49e6, false],
])('%s', (_, availableBytes, heldBytes, stops) => {
  expect(lookAt(availableBytes, heldBytes) !== null).toBe(stops);
});

test('the reason names what was held, what was left, and what to do', () => {
  expect(lookAt(20e6, 900e6)).toBe(
    'stopped before the memory ran out: it held 900 MB and left 20 MB of 1,000 MB; run fewer tasks at once, or smaller ones',
  );
});

test('it looks some times a second, sooner where little is left, and asks who holds it only then', () => {
  let [availableBytes, looks, asked] = [900e6, 0, 0];
  const guard = new MemoryGuard({
    totalBytes,
    availableBytes() {
      looks++;
      return availableBytes;
    },
    heldBytes() {
      asked++;
      return 0;
    },
  });
  const looksWithin = (fromMs: number, toMs: number) => {
    looks = 0;
    for (let now = fromMs; now < toMs; now++) guard.look(now);
    return looks;
  };
  expect(looksWithin(0, 1000)).toBe(5);
  availableBytes = 90e6;
  expect(looksWithin(10_000, 11_000)).toBe(100);
  expect(asked).toBe(0);
  availableBytes = 10e6;
  guard.look(20_000);
  expect(asked).toBe(1);
});
