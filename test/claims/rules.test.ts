import { describe, expect, test } from 'vitest';
import type { Verdict } from '../../source/claims/claim.ts';
import { claims } from '../../source/claims/index.ts';
import { summaryOf } from '../guide/helpers/summary.ts';
import { table } from './verdicts.ts';

type Case = { id: string; verdict: Verdict; runs: string };
const names: Readonly<Record<string, Verdict>> = {
  unclear: 'unknown',
  holds: 'holds',
  differs: 'differs',
  'does-not-hold': 'does-not-hold',
};

const cases: Case[] = [];
let id = '';
for (const line of table.split('\n')) {
  if (line.startsWith('  ')) {
    const [word = '', ...runs] = line.trim().split(/\s+/);
    cases.push({ id, verdict: names[word]!, runs: runs.join(' ') });
  } else if (line !== '') id = line;
}

test.each(cases)('$id: $verdict of $runs', ({ id, verdict, runs }) => {
  const check = claims.find((claim) => claim.id === id)?.checks.node;
  expect(check, `a claim named ${id} with a check`).toBeDefined();
  const summaries = runs.split('|').map(summaryOf);
  if (!check!.ladder) expect(summaries).toHaveLength(check!.runs.length);
  const ruling = check!.judge(summaries);
  expect(ruling.verdict, ruling.saw).toBe(verdict);
  expect(ruling.saw).toMatch(/^[^\n]+$/);
  expect(ruling.saw).not.toMatch(/NaN|undefined|Infinity/);
});

describe('every claim that is checked', () => {
  const checked = claims.filter((claim) => claim.checks.node);

  test.each(checked.map((claim) => claim.id))('%s: its table has a case for it and one against it', (id) => {
    const seen = new Set(cases.filter((one) => one.id === id).map((one) => one.verdict));
    expect(seen.size).toBeGreaterThan(1);
  });

  test.each(checked)('$id: a run that crashed tells nothing, and says which', ({ checks }) => {
    const { runs, judge } = checks.node!;
    if (checks.node!.mayFail) return;
    const crashed = runs.map(() => summaryOf('failed'));
    expect(judge(crashed).verdict).toBe('unknown');
  });
});
