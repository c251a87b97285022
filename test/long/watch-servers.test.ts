import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Freeze, freezesOf, type How, type Server, servers } from '../watch/freezes.ts';
import { fetchNode } from './helpers/fetch-node.ts';

/** Of so many freezes in each of four ways: most on the Node.js that Heddle runs on. */
const [own, others] = [5, 3];
const versions = [process.versions.node.split('.')[0]!, '18', '20', '22', '26'];

const isRight = ({ isLine, isRequest }: Freeze) => isLine && isRequest;
const rightOf = (freezes: readonly Freeze[]) => `${freezes.filter(isRight).length} of ${freezes.length}`;
const table = new Map<string, string[]>();

describe.each(versions)('Node.js %s', (version) => {
  const isOwn = version === versions[0];
  let node = isOwn ? process.execPath : '';
  beforeAll(() => {
    node ||= fetchNode(version);
  });
  describe.each(['launched', 'attached'] as const)('%s', (how: How) => {
    test('the line and the request of 19 in 20 of all freezes, or more', { timeout: 600_000 }, async () => {
      const all: (Freeze & { server: Server })[] = [];
      for (const server of servers) {
        const freezes = await freezesOf(server, node, how, isOwn ? own : others);
        all.push(...freezes.map((freeze) => ({ server, ...freeze })));
        table.set(server, [...(table.get(server) ?? []), rightOf(freezes)]);
      }
      const wrong = all.filter((freeze) => !isRight(freeze));
      expect(wrong.length, JSON.stringify(wrong, null, 1)).toBeLessThanOrEqual(0.05 * all.length);
    });
  });
});

// As docs/trust.md has it.
afterAll(() => {
  const head = versions.flatMap((version) => [`${version} launched`, `${version} attached`]);
  const rows = [
    ['server', ...head],
    head.map(() => '---').concat('---'),
    ...[...table].map(([server, row]) => [server, ...row]),
  ];
  process.stdout.write(`${rows.map((row) => `| ${row.join(' | ')} |`).join('\n')}\n`);
});
