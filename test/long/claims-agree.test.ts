import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Ruling } from '../../source/claims/claim.ts';
import { sideOf, speedUp } from '../../source/claims/thresholds.ts';
import { heddle } from '../cli/helpers/heddle.ts';

/**
 * What `claims --check` says, against small programs that know nothing of Heddle, in the same minute on the same
 * machine. Both are ratios, so that a slow machine is slow for both.
 */
const checked = [
  'waits-add-up-one-after-another',
  'sleeping-threads-overlap',
  'awaiting-tasks-overlap',
  'blocking-call-makes-tasks-queue',
  'offloading-restores-the-time',
  'unlocked-threads-lose-updates',
  'a-lock-stops-the-loss',
  'async-needs-no-locks',
  'threads-do-not-speed-up-computing',
];
/** Figures of about 1 and about 2 must be told apart, and a starved machine may stretch either. */
const margin = 1.4;

/** How often the bare program may try to find two free cores, a second each time. */
const mostTries = 8;

const rulings = new Map<string, Ruling>();
const figure = (id: string, name: string) => rulings.get(id)!.figures[name]!;

async function reference<T>(file: string, ...args: readonly (string | number)[]): Promise<T> {
  const path = fileURLToPath(new URL(`../../${file}`, import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [path, ...args.map(String)]);
  return JSON.parse(stdout) as T;
}

function expectAgreement(here: number, there: number): void {
  expect(here).toBeGreaterThan(there / margin);
  expect(here).toBeLessThan(there * margin);
}

beforeAll(async () => {
  const { code, stdout, stderr } = await heddle(['claims', ...checked, '--check', '--json']);
  expect(code, stderr).toBe(0);
  const { claims } = JSON.parse(stdout) as { claims: { id: string; ruling: Ruling }[] };
  for (const { id, ruling } of claims) rulings.set(id, ruling);
  expect([...rulings.keys()].sort()).toEqual([...checked].sort());
});

test('two sleeping tasks by one', async () => {
  const bare = await reference<{ threads: number; timers: number }>(
    'test/claims/references/sleeping.mjs',
    400,
  );
  expectAgreement(figure('sleeping-threads-overlap', 'ratio'), bare.threads);
  expectAgreement(figure('awaiting-tasks-overlap', 'ratio'), bare.timers);
  expectAgreement(figure('waits-add-up-one-after-another', 'ratio'), 2);
});

test('calls on a loop, blocking to awaited to handed away: the 4 : 2 : 2 of the article', async () => {
  type Took = { blocking: number; cooperative: number; offloaded: number };
  const bare = await reference<Took>('test/claims/references/blocking.mjs', 400);
  expectAgreement(figure('blocking-call-makes-tasks-queue', 'ratio'), bare.blocking / bare.cooperative);
  expectAgreement(figure('offloading-restores-the-time', 'ratio'), bare.blocking / bare.offloaded);
});

describe('updates', () => {
  test('are lost without a lock, not with one, and half of them where a loop awaits in between', async () => {
    type Lost = { unlocked: number; locked: number; loopRatio: number };
    const bare = await reference<Lost>('test/claims/references/race.mjs', 20_000_000, 500_000, 20_000);
    const lost = figure('unlocked-threads-lose-updates', 'lost');
    expect([lost > 0, bare.unlocked > 0]).toEqual([true, true]);
    expect([figure('a-lock-stops-the-loss', 'lost'), bare.locked]).toEqual([0, 0]);
    const { lost: onLoop, expected } = rulings.get('async-needs-no-locks')!.figures;
    expectAgreement(onLoop! / expected!, bare.loopRatio);
  });
});

test('threads that compute: both see a gain, or Heddle says that the machine was too busy to tell', async () => {
  const { verdict, saw } = rulings.get('threads-do-not-speed-up-computing')!;
  // The best of some: others on the machine only ever take from it.
  const gains: number[] = [];
  do {
    const bare = await reference<{ speedUp: number }>(
      'bench/reference/bare-parallel.mjs',
      ...['threads', 8, 2, 100_000_000],
    );
    gains.push(bare.speedUp);
  } while (gains.length < mostTries && sideOf(gains.at(-1)!, speedUp) !== 'above');
  const side = sideOf(Math.max(...gains), speedUp);
  if (verdict === 'unknown') expect(saw).toMatch(/busy|near the line|one$/);
  else expect({ verdict, gains }).toEqual({ verdict: side === 'above' ? 'differs' : 'holds', gains });
});
