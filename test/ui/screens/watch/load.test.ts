import { describe, expect, test } from 'vitest';
import { bucketOf } from '../../../../source/protocol/duration-buckets.ts';
import type { LoadEvent } from '../../../../source/protocol/load-events.ts';
import type { ProgramEvent } from '../../../../source/protocol/program-events.ts';
import { now, started, step } from '../../../helpers/load.ts';
import { frozenServer } from '../../../helpers/watched.ts';
import { open } from './helpers/open.ts';

const loaded = (...events: readonly LoadEvent[]): ProgramEvent[] => [
  ...frozenServer(),
  ...events.map((load) => ({ load })),
];

const steps = [
  step(50, 'held'),
  step(100, 'held', { slowMs: 90 }),
  step(200, 'behind', { slowMs: 3100, unsent: 4 }),
];
/** The next rate has been tried for two seconds, and the server is frozen. */
const rising = loaded(
  started(50, 400),
  ...steps,
  now(15_000, 200, { due: 1754, answered: 1750 }),
  now(17_000, 140, {
    ...{ due: 2034, answered: 1800, waiting: 12, inFlight: 222, oldestMs: 1600, unsent: 4 },
    ...{ durations: [[bucketOf(5), 50]], longestMs: 5 },
  }),
);
const over = loaded(started(50, 400), ...steps, now(15_000, 200, { due: 1754, answered: 1750, unsent: 4 }), {
  type: 'load-ended',
  why: 'done',
  message: null,
});
const nothing = loaded({
  type: 'load-ended',
  why: 'no-port',
  message: 'port 443 is encrypted (TLS): --load sends plain HTTP/1.1. Let it listen without for this',
});
const waits = loaded();

const pictures = [
  ['load-rising', rising],
  ['load-over', over],
  ['load-nothing', nothing],
  ['load-waiting', loaded({ type: 'load-waiting' })],
] as const;

describe('a picture of', () => {
  const sizes = [
    [60, 24],
    [80, 24],
    [120, 40],
  ] as const;
  test.each(pictures.flatMap(([name, events]) => sizes.map((size) => [name, size, events] as const)))(
    '%s at %s',
    async (name, [width, height], events) => {
      const { screen, text, services } = open(events);
      const rows = [screen.subtitle(width), text(width, height - 3)].map(services.theme.finish);
      await expect(`${rows.join('\n')}\n`).toMatchFileSnapshot(`frames/${name}-${width}x${height}.txt`);
    },
  );

  test.each(pictures)('%s fits any size', (_, events) => {
    const { screen } = open(events);
    for (const [width, height] of [
      [20, 5],
      [1, 1],
      [40, 10],
      [200, 60],
    ] as const) {
      const small = width < 60 || height < 16;
      const rows = screen.draw({ width, height }, small);
      expect(rows.length).toBeLessThanOrEqual(height);
      expect(rows.join('\n')).not.toMatch(/undefined|NaN|\[object|Infinity/);
    }
  });
});

test('no pane where nothing is sent', () => {
  expect(open(waits).text(80, 30)).not.toContain('─ Load');
});
