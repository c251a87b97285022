import { describe, expect, test } from 'vitest';
import { findingsOf } from '../../source/findings/index.ts';
import { rules } from '../../source/findings/rules/index.ts';
import { evidenceOf, type Figures, found, row, sessionOf } from './helpers/evidence.ts';
import { kept, lockCases, loop, threads, two } from './helpers/lock-cases.ts';
import { truthTable } from './helpers/truth-table.ts';

truthTable('lock-shared', [
  ['two that take turns', two, true],
  ['four', threads([250, 740], [240, 740], [250, 730], [240, 740]), true],
  ['a busy machine makes them wait for cores as well', threads([150, 480, 360], [150, 480, 360]), true],
  ['C code that lets the lock go', threads([990, 0], [990, 0]), false],
  ['with a little Python in between', threads([650, 340], [650, 340]), false],
  ['threads that wait', threads([5, 5], [5, 5]), false],
  ['and compute half of the time', threads([270, 320], [270, 320]), false],
  ['a little more', threads([280, 320], [280, 320]), true],
  ['one thread alone', threads([500, 490]), false],
  ['no lock', threads([990, null], [990, null]), false],
  ['one core: nothing to gain', { ...two, cores: 1 }, false],
  ['too short', { ...two, wallMs: 299 }, false],
]);

truthTable('convoy', [
  ['one in C code beside one in Python', threads([280, 700], [990, 0]), true],
  ['three beside one', threads([100, 800], [990, 0], [100, 800], [100, 800]), true],
  ['all in Python', two, false],
  ['all in C code that lets the lock go', threads([990, 0], [990, 0]), false],
  ['one that sleeps beside one in Python', threads([2, 30], [990, 0]), false],
  ['just under what is felt', threads([280, 399], [990, 0]), false],
  ['what is felt', threads([280, 400], [990, 0]), true],
  ['the one ahead computes three fifths of the time', threads([280, 700], [600, 0]), true],
  ['a little less', threads([280, 700], [599, 0]), false],
  ['the one ahead waits a tenth of the time', threads([280, 700], [890, 100]), true],
  ['a little more', threads([280, 700], [890, 101]), false],
  ['two are ahead of it: no turns are taken there', threads([280, 700], [990, 0], [990, 0]), false],
  ['no lock', threads([280, null], [990, null]), false],
  ['the main thread only beats', { ...threads([990, 0], [2, 30]), main: { cpuMs: 10, lockMs: 550 } }, false],
  ['the loop is ahead', { ...threads([280, 700]), main: { cpuMs: 990, lockMs: 10 } }, true],
]);

truthTable('loop-waits-for-lock', [
  ['most of the time', { ...loop, main: { cpuMs: 20, lockMs: 800 } }, true],
  ['a fifth', { ...loop, main: { cpuMs: 20, lockMs: 200 } }, true],
  ['less', { ...loop, main: { cpuMs: 20, lockMs: 199 } }, false],
  ['in hybrid', { ...loop, model: 'hybrid', main: { lockMs: 800 } }, true],
  ['under threads it only beats', { ...loop, model: 'threads', main: { lockMs: 800 } }, false],
  ['no lock', { ...loop, main: { cpuMs: 20 } }, false],
  ['less than is felt as a wait', { ...loop, wallMs: 400, main: { lockMs: 99 } }, false],
]);

truthTable('lock-held-in-c', [
  ['a call that kept it', { ...loop, freezes: [kept] }, true],
  ['one that let it go', { ...loop, freezes: [{ ...kept, keepsLock: false }] }, false],
  ['not known', { ...loop, freezes: [{ ...kept, keepsLock: null }] }, false],
  ['what is felt', { ...loop, freezes: [{ ...kept, durationMs: 100 }] }, true],
  ['less', { ...loop, freezes: [{ ...kept, durationMs: 99 }] }, false],
  ['under threads as well', { ...two, freezes: [{ ...kept, cause: 'lock' }] }, true],
  ['the collector kept it', { ...loop, freezes: [{ ...kept, cause: 'collector' }] }, false],
]);

describe('what is told together', () => {
  test.each<[what: string, figures: Figures, rules: string[]]>([
    ['threads in turn: the cores are not busy, and nothing else is said', two, ['lock-shared']],
    ['a convoy is no sharing', threads([100, 800], [990, 0], [100, 800]), ['convoy']],
    [
      'a loop that waits for its threads is not blocked by its tasks, and does not compute',
      {
        ...loop,
        model: 'hybrid',
        poolThreads: 2,
        main: { cpuMs: 80, lockMs: 850 },
        pool: [
          { cpuMs: 450, lockMs: 500 },
          { cpuMs: 450, lockMs: 500 },
        ],
        freezes: [{ durationMs: 700 }],
      },
      ['loop-waits-for-lock', 'lock-shared'],
    ],
    [
      'on one core threads need not be so many',
      { ...threads([250, 740], [250, 740], [250, 740], [250, 740]), cores: 1, busyCores: 1 },
      ['more-lanes-than-cores'],
    ],
    [
      'C code that held the loop and the lock',
      { ...loop, main: { cpuMs: 400 }, freezes: [kept] },
      ['loop-blocked', 'lock-held-in-c'],
    ],
  ])('%s', (_, figures, expected) => {
    expect(found(figures)).toEqual(expected);
  });

  test('a lane that waits for the lock between its tasks is not idle', () => {
    const pool = [
      { cpuMs: 900, lockMs: 50 },
      { cpuMs: 20, lockMs: 300 },
    ];
    const tasks = [...row(1, 2, 400), ...row(2, 1, 10)];
    const rule = rules.find(({ id }) => id === 'idle-pool')!;
    expect(rule.find(evidenceOf({ python: {}, pool, tasks }))).toBeNull();
    expect(rule.find(evidenceOf({ pool: pool.map(({ cpuMs }) => ({ cpuMs })), tasks }))).not.toBeNull();
  });
});

test.each(lockCases)('%s in words of Python, %#', (rule, figures) => {
  const finding = rules.find(({ id }) => id === rule)!.find(evidenceOf(figures))!;
  for (const text of [finding.saw, finding.why, finding.next])
    expect(text).not.toMatch(/promise|context\.offload|UV_|V8|undefined/i);
});

test('a frozen loop tells what it did, and where', () => {
  const [finding] = findingsOf(
    sessionOf({ ...loop, freezes: [{ ...kept, cause: 'computing', keepsLock: false }] }),
  );
  expect(finding).toMatchObject({
    rule: 'loop-blocked',
    saw: 'The loop was frozen for 389 ms, blocked by task 3',
    why: 'It was computing at work.py:9 in regex. No other task could run.',
  });
});
