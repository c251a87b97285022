import { availableParallelism } from 'node:os';
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../../source/findings/finding.ts';
import { findingsOf } from '../../../source/findings/index.ts';
import type { ModelId } from '../../../source/protocol/plan.ts';
import type { Summary } from '../../../source/session/summary.ts';
import { interpreters, noPython, pythonPlan } from '../../helpers/python.ts';
import { runPlan } from '../../helpers/run-plan.ts';

/** The first whose threads share a lock, on a machine with cores that they could use. */
const interpreter =
  availableParallelism() < 2 ? undefined : interpreters.find(({ lock }) => lock === 'shared');

const where = interpreter ? `with Python ${interpreter.version}` : `(${noPython})`;

type Ran = { finding: Finding | undefined; summary: Summary };

/** What a rule finds in two tasks at once; `first`: what the first of them does. */
async function ran(rule: string, model: ModelId, how: string, first = how): Promise<Ran> {
  const { session, summary } = await runPlan(
    pythonPlan(interpreter!, 'locks', { model, tasks: 2, concurrency: 2, parameters: { how, first } }),
  );
  expect(summary.outcome).toBe('completed');
  return { finding: findingsOf(session).find((finding) => finding.rule === rule), summary };
}

/** For how much of the time two threads wanted to compute, and had no core to do it: the excuse of a busy machine. */
function crowdedRatio({ lanes, wallMs }: Summary): number {
  return lanes.reduce((sum, { waitMs }) => sum + waitMs!, 0) / wallMs!;
}
const busy = 0.25;

describe.skipIf(!interpreter)(`lock-shared ${where}`, () => {
  test('two threads that compute in Python', async () => {
    const { finding, summary } = await ran('lock-shared', 'threads', 'python');
    if (finding) expect(finding).toMatchObject({ severity: 'warning', figures: { threads: 2 } });
    else expect(crowdedRatio(summary)).toBeGreaterThan(busy);
    const { computedRatio, waitedRatio } = summary.lock!;
    // Each waits while the other computes, as far as there are cores for them.
    if (crowdedRatio(summary) < busy) expect(waitedRatio / (waitedRatio + computedRatio)).toBeCloseTo(0.5, 1);
  });

  test('two threads in C code that lets the lock go', async () => {
    const { finding, summary } = await ran('lock-shared', 'threads', 'c');
    expect(finding).toBeUndefined();
    expect(summary.lock!.computedRatio).toBeGreaterThan(0.05);
  });
});

describe.skipIf(!interpreter)(`convoy ${where}`, () => {
  test('a thread in C code that lets the lock go, beside one in Python', async () => {
    const { finding, summary } = await ran('convoy', 'threads', 'c', 'python');
    if (finding) expect(finding).toMatchObject({ severity: 'warning', figures: { threads: 1 } });
    else expect(crowdedRatio(summary)).toBeGreaterThan(busy);
  });

  test('a thread that sleeps beside it', async () => {
    expect((await ran('convoy', 'threads', 'sleep', 'python')).finding).toBeUndefined();
  });
});

describe.skipIf(!interpreter)(`loop-waits-for-lock ${where}`, () => {
  test('a loop whose threads compute in Python', async () => {
    const { finding, summary } = await ran('loop-waits-for-lock', 'async', 'python', 'thread');
    if (finding) expect(finding).toMatchObject({ severity: 'problem' });
    else expect(crowdedRatio(summary)).toBeGreaterThan(busy);
  });

  test('a loop whose threads run C code that lets the lock go', async () => {
    expect((await ran('loop-waits-for-lock', 'async', 'c', 'thread')).finding).toBeUndefined();
  });
});

describe.skipIf(!interpreter)(`lock-held-in-c ${where}`, () => {
  test('a regular expression that takes long, on the loop', async () => {
    const { finding, summary } = await ran('lock-held-in-c', 'async', 'keeps');
    if (finding) expect(finding.saw).toMatch(/ \((several tasks, )?locks\.py:\d+ in keeps_lock\)$/);
    else expect(crowdedRatio(summary)).toBeGreaterThan(busy);
  });

  test('a loop that computes in Python', async () => {
    expect((await ran('lock-held-in-c', 'async', 'python')).finding).toBeUndefined();
  });
});
