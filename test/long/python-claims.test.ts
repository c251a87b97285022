import { expect, test } from 'vitest';
import { compareVersions } from '../../source/catalog/runtimes/python-version.ts';
import type { Ruling, Verdict } from '../../source/claims/claim.ts';
import { claims } from '../../source/claims/index.ts';
import { heddle } from '../cli/helpers/heddle.ts';
import { interpreters, noPython } from '../helpers/python.ts';

/** Verdicts that hang on nothing but CPython, however busy the machine; what is timed may be inconclusive instead. */
const certain: Readonly<Record<string, Verdict>> = {
  'waits-add-up-one-after-another': 'holds',
  'awaiting-tasks-overlap': 'holds',
  'blocking-call-makes-tasks-queue': 'holds',
  'blocking-call-freezes-the-loop': 'holds',
  'a-lock-stops-the-loss': 'holds',
  'one-piece-of-code-at-a-time': 'holds',
  'async-needs-no-locks': 'does-not-hold',
  'functions-do-not-cross': 'holds',
  'handles-do-not-cross': 'holds',
  'threads-pass-anything': 'holds',
  'thread-takes-eight-megabytes': 'does-not-hold',
  'process-costs-most': 'holds',
  'async-is-one-thread': 'holds',
};
/** Those that are inconclusive on a busy machine, and what they come to otherwise. */
const timed: Readonly<Record<string, Verdict>> = {
  'threads-do-not-speed-up-computing': 'holds',
  'processes-speed-up-computing': 'holds',
  'only-processes-compute-in-parallel': 'holds',
  'threads-do-not-speed-up-native-code': 'does-not-hold',
  'hashlib-keeps-the-lock-for-small-pieces': 'holds',
  'shared-memory-beats-pickling': 'holds',
};

async function rulingsOf(python: string, ids: readonly string[]): Promise<Map<string, Ruling | null>> {
  const args = ['claims', ...ids, '--check', '--json', '--runtime', 'python', '--python', python];
  const { code, stdout, stderr } = await heddle(args);
  expect(code, stderr).toBe(0);
  const document = JSON.parse(stdout) as { claims: { id: string; ruling: Ruling | null }[] };
  return new Map(document.claims.map(({ id, ruling }) => [id, ruling]));
}

test.skipIf(interpreters.length > 0)(noPython, () => {});

test.skipIf(interpreters.length === 0)(
  'every claim is checked in CPython, and says what it saw',
  async () => {
    const { path } = interpreters[0]!;
    const rulings = await rulingsOf(
      path,
      claims.map(({ id }) => id),
    );
    for (const { id } of claims) expect(rulings.get(id), id).toMatchObject({ saw: /\d|arrived|refused/ });
    for (const [id, verdict] of Object.entries(certain))
      expect([id, rulings.get(id)?.verdict]).toEqual([id, verdict]);
    for (const [id, verdict] of Object.entries(timed))
      expect([verdict, 'unknown'], id).toContain(rulings.get(id)?.verdict);
  },
);

test.skipIf(interpreters.length === 0).each(interpreters.filter(({ lock }) => lock === 'shared'))(
  'the program of the guide loses updates up to 3.9, and none from 3.10 on: $version',
  async ({ path, version }) => {
    const rulings = await rulingsOf(path, ['increment-is-not-atomic']);
    // Up to 3.9 chance may save every update, twice in a row.
    const expected = compareVersions(version, '3.10') < 0 ? ['holds', 'unknown'] : ['differs'];
    expect(expected).toContain(rulings.get('increment-is-not-atomic')?.verdict);
  },
);
