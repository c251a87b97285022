import { describe, expect, test } from 'vitest';
import type { Verdict } from '../../source/claims/claim.ts';
import { claims } from '../../source/claims/index.ts';
import { type RuntimeId, runtimeIds } from '../../source/protocol/plan.ts';
import { summaryOf } from '../guide/helpers/summary.ts';
import { table } from './verdicts.ts';
import { choosingTable } from './verdicts-choosing.ts';
import { pythonTable } from './verdicts-python.ts';

type Case = { runtime: RuntimeId; id: string; verdict: Verdict; runs: string };
const names: Readonly<Record<string, Verdict>> = {
  unclear: 'unknown',
  holds: 'holds',
  differs: 'differs',
  'does-not-hold': 'does-not-hold',
};

function casesOf(runtime: RuntimeId, text: string): Case[] {
  let id = '';
  return text.split('\n').flatMap((line) => {
    const [word = '', ...runs] = line.trim().split(/\s+/);
    if (line.startsWith('  ')) return [{ runtime, id, verdict: names[word]!, runs: runs.join(' ') }];
    id = word;
    return [];
  });
}
const cases = [
  ...casesOf('node', table),
  ...casesOf('node', choosingTable),
  ...casesOf('python', pythonTable),
];

test.each(cases)('$id in $runtime: $verdict of $runs', ({ runtime, id, verdict, runs }) => {
  const check = claims.find((claim) => claim.id === id)?.checks[runtime];
  expect(check, `a claim named ${id} with a check`).toBeDefined();
  const summaries = runs.split('|').map(summaryOf);
  if (!check!.ladder) expect(summaries).toHaveLength(check!.runs.length);
  const ruling = check!.judge(summaries);
  expect(ruling.verdict, ruling.saw).toBe(verdict);
  expect(ruling.saw).toMatch(/^[^\n]+$/);
  expect(ruling.saw).not.toMatch(/NaN|undefined|Infinity/);
});

describe('every claim that is checked', () => {
  test.each(claims.map((claim) => claim.id))('%s: its table has a case for it and one against it', (id) => {
    const seen = new Set(cases.filter((one) => one.id === id).map((one) => one.verdict));
    expect(seen.size).toBeGreaterThan(1);
  });

  const checked = claims.flatMap(({ id, checks }) =>
    runtimeIds.flatMap((runtime) => {
      const check = checks[runtime];
      return check ? [{ id, runtime, check }] : [];
    }),
  );
  test.each(checked)('$id in $runtime: a run that crashed tells nothing', ({ check }) => {
    if (check.mayFail) return;
    const crashed = check.runs.map(() => summaryOf('failed'));
    expect(check.judge(crashed).verdict).toBe('unknown');
  });
});
