import { expect, test } from 'vitest';
import { longerTogether } from '../../source/findings/together.ts';
import { between, queueOf } from './helpers/queue.ts';

/** Tasks that all begin together and take so long, in the order in which they began. */
const took = (...ms: number[]) =>
  ms.map((endedMs, at) => ({ startedMs: at * 1e-6, endedMs: endedMs + at * 1e-6 }));
const longer = (...ms: number[]) => longerTogether(took(...ms), ms.length);

/** Three, three that are left out, and the same three, each so much later. */
const after = (moreMs: number) => longer(40, 50, 60, 0, 0, 0, 40 + moreMs, 50 + moreMs, 60 + moreMs);

test.each<[what: string, are: boolean, should: boolean]>([
  ['the last third takes longer', longer(50, 50, 50, 70, 70, 70, 100, 100, 100), true],
  ['two of six tell nothing', longer(50, 50, 70, 70, 100, 100), false],
  ['by three tenths', longer(50, 50, 50, 60, 60, 60, 65, 65, 65), true],
  ['by one tenth', longer(50, 50, 50, 50, 50, 50, 55, 55, 55), false],
  ['two and a half standard errors', after(16.7), true],
  ['one and a half', after(11), false],
  ['the first ones take longer, as they connect', longer(90, 90, 90, 60, 60, 60, 50, 50, 50), false],
])('%s', (_, are, should) => {
  expect(are).toBe(should);
});

test('six of twelve get through, with times that vary fourfold', () => {
  const times = queueOf({ tasks: 120, atOnce: 12, through: 4, serveMs: between(20, 80) });
  expect(longerTogether(times, 12)).toBe(true);
});

test('those that follow wait longer than the first, which found nobody', () => {
  const times = queueOf({ tasks: 90, atOnce: 30, through: 20, serveMs: () => 40 });
  expect(longerTogether(times.slice(0, 30), 30)).toBe(true);
  // Without the first round's last third.
  const [first, later] = [times.slice(0, 20), times.slice(30)];
  expect(longerTogether([...first, ...later], 20)).toBe(true);
});

test('where nobody waits, chance says otherwise in few runs', () => {
  const wrong = Array.from({ length: 100 }, (_, seed) =>
    longerTogether(queueOf({ tasks: 60, atOnce: 12, serveMs: between(20, 80, seed + 1) }), 12),
  ).filter(Boolean).length;
  expect(wrong).toBeLessThanOrEqual(10);
});
