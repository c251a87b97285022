import { describe, expect, test } from 'vitest';
import { freezesOf, servers } from '../watch/freezes.ts';

/** Of so many freezes in each way. */
const times = 5;

/** Whom a program is attached to is the process that was started: here a launcher, which serves nobody. */
const hasLauncher = ['cluster', 'decorated'];

describe.each(['launched', 'attached'] as const)('%s', (how) => {
  const those = servers.filter((server) => how === 'launched' || !hasLauncher.includes(server));
  test.each(those)('%s: the line and the request of 19 in 20 of its freezes, or more', async (server) => {
    const freezes = await freezesOf(server, process.execPath, how, times);
    const wrong = freezes.filter(({ isLine, isRequest }) => !isLine || !isRequest);
    expect(wrong.length, JSON.stringify(wrong, null, 1)).toBeLessThanOrEqual(0.05 * freezes.length);
  });
});
