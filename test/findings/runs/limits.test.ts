import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { findingsOf } from '../../../source/findings/index.ts';
import { createGroup, noQuotaBecause } from '../../helpers/cgroup.ts';
import { temporaryFolder } from '../../helpers/folder.ts';
import { HostProcess } from '../../helpers/host-process.ts';
import { fixture } from '../../helpers/plan.ts';
import { findingsIn } from '../helpers/real-run.ts';

afterEach(() => vi.unstubAllEnvs());

describe('memory-near-limit', () => {
  const fills = { module: fixture('fills-heap.mjs'), model: 'async', tasks: 1, concurrency: 1 } as const;

  /** A run whose heap may hold little, so that it is full at once. */
  async function filledTo(ratio: number) {
    vi.stubEnv('NODE_OPTIONS', '--max-old-space-size=96 --max-semi-space-size=1');
    return await findingsIn({ ...fills, parameters: { ratio, ms: 700 } });
  }

  test('a heap that is nearly full', async () => {
    const finding = (await filledTo(0.88)).get('memory-near-limit');
    expect(finding?.next).toContain('--max-old-space-size');
    expect(finding!.figures.limitBytes).toBeLessThan(300e6);
  });

  test('a heap that is half full', async () => {
    expect((await filledTo(0.5)).has('memory-near-limit')).toBe(false);
  });
});

describe.skipIf(noQuotaBecause)(`quota-throttled${noQuotaBecause ? ` (${noQuotaBecause})` : ''}`, () => {
  test('computing on two lanes', async () => {
    const file = join(temporaryFolder(), 'go');
    const module = fixture('computes-once-told.mjs');
    const group = createGroup(1);
    const parameters = { file, numbers: 60_000_000 };
    const host = new HostProcess({ model: 'threads', module, tasks: 2, parameters }, group.before);
    await host.until(({ runningSinceMs }) => runningSinceMs !== null);
    // Of a tenth of a core only now: a start under that takes long.
    group.limitTo(0.1);
    writeFileSync(file, '');
    await host.until(({ ended }) => ended !== null);
    const found = new Map(findingsOf(host.session).map((finding) => [finding.rule, finding]));
    expect(found.get('quota-throttled')).toMatchObject({ severity: 'warning', figures: { quotaCores: 1 } });
    // Its lanes queued as well, but not behind others.
    expect(found.has('noisy-machine')).toBe(false);
  });

  test('waiting under a quota', async () => {
    const group = createGroup(1);
    const host = new HostProcess(
      { model: 'async', workload: 'wait', parameters: { ms: 1000 } },
      group.before,
    );
    await host.until(({ ended }) => ended !== null);
    expect(findingsOf(host.session).map(({ rule }) => rule)).not.toContain('quota-throttled');
  });
});
