import { describe, expect, test } from 'vitest';
import { interpreters } from '../helpers/python.ts';
import { freezesIn } from '../watch/freezes.ts';
import { pythonWith, servers, withReason } from '../watch/python-servers.ts';
import { watched } from '../watch/runs/helpers/watched.ts';

/** Of so many freezes in each way. */
const times = 5;

async function frozen(command: readonly string[]): Promise<void> {
  await using program = await watched(command);
  const freezes = await freezesIn(program.told, times);
  const wrong = freezes.filter(({ isLine, isRequest }) => !isLine || !isRequest);
  expect(wrong.length, JSON.stringify(wrong, null, 1)).toBeLessThanOrEqual(0.05 * freezes.length);
}

const title = 'the line and the request of 19 in 20 of its freezes, or more';
const versions = new Map([...interpreters].reverse().map((one) => [one.version, one.path]));

describe.each([...versions])('asyncio alone, CPython %s', (_, python) => {
  test(title, () => frozen(servers['asyncio alone']!.command(python)));
});

for (const [name, { needs, command, hasLoop }] of Object.entries(servers)) {
  if (!hasLoop || needs.length === 0) continue;
  const python = pythonWith(needs);
  describe(withReason(name, needs), () => {
    test.skipIf(python === null)(title, () => frozen(command(python!)));
  });
}
