import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { rules } from '../../source/findings/index.ts';

test('the readme lists every rule with what it looks for', () => {
  const readme = readFileSync(new URL('../../readme.md', import.meta.url), 'utf8');
  const [, table = ''] = readme.split('| finding | looks for |\n|---|---|\n');
  const told = table.slice(0, table.indexOf('\n\n')).split('\n');
  expect(told).toEqual(rules.map(({ id, looksFor }) => `| \`${id}\` | ${looksFor} |`));
});
