import { expect, test } from 'vitest';
import { worstOf } from '../../source/findings/held-place.ts';
import { findingsOf } from '../../source/findings/index.ts';
import { insteadOf } from '../../source/findings/instead.ts';
import { rules } from '../../source/findings/rules/index.ts';
import type { Held } from '../../source/session/vitals.ts';
import { unlooked } from '../helpers/unmeasured.ts';
import { evidenceOf, type Figures, sessionOf } from './helpers/evidence.ts';
import {
  calling,
  frozen,
  hashing,
  sleeping,
  starting,
  starved,
  stuck,
  waiting,
} from './helpers/held-cases.ts';
import { truthTable } from './helpers/truth-table.ts';

const short = (durationMs: number) => ({ ...starved('ticks'), durationMs });

truthTable('loop-starved', [
  ['no freeze', frozen(), false],
  ['just under what is felt', frozen(short(99.9)), false],
  ['what is felt', frozen(short(100)), true],
  ['in pieces, together as long', frozen(short(50), short(50)), true],
  ['by promises', frozen(starved('microtasks')), true],
  ['by both, in turns', frozen(starved('both')), true],
  ['one long call', frozen(hashing), false],
  ['starved for less than half of the time', frozen(short(999), hashing), false],
  ['starved for most of it', frozen(short(1001), hashing), true],
  ['while it lasts', { ...frozen({ ...starved('ticks'), over: false }), outcome: null }, true],
  ['under threads no task needs the loop', { ...frozen(starved('ticks')), model: 'threads' }, false],
]);

truthTable('deadlock', [
  ['no freeze', frozen(), false],
  ['a wait that somebody may end', frozen({ ...waiting, deadlock: false }), false],
  ['nobody looked', frozen({ ...waiting, deadlock: null }), false],
  ['nobody is left', { ...frozen(stuck), outcome: null }, true],
  ['after it was cut off', { ...frozen(stuck), outcome: 'timed-out' }, true],
  ['under sequential as well', { ...frozen(stuck), model: 'sequential' }, true],
]);

truthTable('loop-waits', [
  ['no freeze', frozen(), false],
  ['one that computes', frozen(hashing), false],
  ['of unknown cause', frozen({ durationMs: 1000 }), false],
  ['in a call that waits', frozen(waiting), true],
  ['for a child process', frozen(starting), true],
  ['just under what is felt', frozen({ ...waiting, durationMs: 99.9 }), false],
  ['it waits less than it computes', frozen({ ...waiting, durationMs: 900 }, hashing), false],
  ['it waits more than it computes', frozen({ ...waiting, durationMs: 1100 }, hashing), true],
  ['in CPython', { ...frozen(sleeping), python: {} }, true],
  ['under sequential nobody waits for it', { ...frozen(waiting), model: 'sequential' }, false],
]);

test.each<[string, Figures, rule: string]>([
  ['starved', frozen(starved('ticks')), 'loop-starved'],
  ['waiting', frozen(waiting), 'loop-waits'],
  ['waiting for good', frozen(stuck), 'deadlock'],
  ['computing', frozen(hashing), 'loop-blocked'],
])('of one freeze one rule tells: %s', (_, figures, rule) => {
  const about = ['loop-blocked', 'loop-waits', 'loop-starved', 'deadlock'];
  const found = findingsOf(sessionOf(figures)).map((finding) => finding.rule);
  expect(found.filter((one) => about.includes(one))).toEqual([rule]);
});

const whyOf = (rule: string, figures: Figures) =>
  rules.find(({ id }) => id === rule)!.find(evidenceOf(figures))!.why;

test('the call, the line and how often it was seen there are told', () => {
  const place = 'at auth.mjs:42 in hashPassword (6 of 7 looks)';
  expect(whyOf('loop-blocked', frozen(hashing))).toBe(`It was in pbkdf2Sync ${place}`);
  expect(whyOf('loop-waits', frozen(waiting))).toBe(`It was waiting in Atomics.wait ${place}`);
  expect(whyOf('loop-waits', frozen(starting))).toBe(`It was waiting in execSync ${place}`);
  const late = { ...waiting, frames: waiting.frames.slice(1), placed: 'before' } as const;
  expect(whyOf('loop-waits', frozen(late))).toBe(
    `It was in a call that blocks (futex) just before ${place.slice(3)}`,
  );
});

test('what a freeze did to others is told where there is room for it in a line', () => {
  const zlib = calling('inflateSync', 'node:zlib', { cause: 'native-call', stacks: 1, stacksHere: 1 });
  const copy = calling('copyFileSync', 'node:fs', { cause: 'native-call', stacks: 1, stacksHere: 1 });
  const place = 'at auth.mjs:42 in hashPassword';
  expect(whyOf('loop-blocked', frozen(zlib))).toBe(
    `It was in inflateSync ${place}. No other task could run.`,
  );
  expect(whyOf('loop-blocked', frozen(copy))).toBe(`It was in copyFileSync ${place}`);
});

test('of several freezes the function that held the loop for most of the time is told', () => {
  const at = (durationMs: number, name: string): Held => ({
    ...{ lane: 0, startedMs: 0, durationMs, over: true, looks: 1, call: null, keepsLock: null, holder: null },
    ...unlooked,
    cause: 'computing',
    frames: [{ name, file: '/home/me/work.mjs', line: 3, column: null }],
  });
  const unknown = { ...at(900, ''), frames: [] };
  const held = [at(300, 'once'), at(200, 'often'), at(250, 'often'), unknown];
  expect(worstOf(held)).toBe(held[2]);
  expect(worstOf([unknown])).toBe(unknown);
  expect(worstOf([])).toBeNull();
});

test.each<[name: string, file: string | null, use: string | null]>([
  ['readFileSync', 'node:fs', 'readFile from node:fs/promises'],
  ['gzipSync', 'node:zlib', 'gzip from node:zlib'],
  ['scryptSync', 'node:internal/crypto/scrypt', 'scrypt from node:crypto'],
  ['spawnSync', 'node:child_process', 'spawn from node:child_process'],
  ['RegExp.test', null, null],
  ['toString', 'node:buffer', null],
  ['resolveSync', '/home/me/node_modules/resolve/index.js', null],
])('what to use instead of %s', (name, file, use) => {
  const [held] = sessionOf(frozen(calling(name, file, {}))).loop.held;
  expect(insteadOf(held!, 'node')?.use ?? null).toBe(use);
});
