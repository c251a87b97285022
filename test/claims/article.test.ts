import { expect, test } from 'vitest';
import { claims } from '../../source/claims/index.ts';
import { statements } from './article.ts';

const told = Object.values(statements).flat();
const reasons = ['opinion'];
const named = new Set(told.flatMap(([, ...ids]) => ids));

test('every statement of the Python guide is checked by claims there are, or is no claim', () => {
  const known = [...claims.map(({ id }) => id), ...reasons];
  for (const [says, ...ids] of told) {
    expect(ids.length, says).toBeGreaterThan(0);
    for (const id of ids) expect(known, says).toContain(id);
  }
});

test('every claim of the Python guide stands for one of its statements, and is checked in Python', () => {
  for (const { id, from, checks } of claims) {
    if (from === undefined) expect(named, id).toContain(id);
    expect(checks.python?.runs.length, id).toBeGreaterThan(0);
  }
});
