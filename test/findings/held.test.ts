import { expect, test } from 'vitest';
import { worstOf } from '../../source/findings/held-place.ts';
import { findingsOf } from '../../source/findings/index.ts';
import { insteadOf } from '../../source/findings/instead.ts';
import { rules } from '../../source/findings/rules/index.ts';
import type { Held } from '../../source/session/vitals.ts';
import { unlooked } from '../helpers/unmeasured.ts';
import {
  byMany,
  byNobody,
  byOne,
  collected,
  inTurn,
  ofTimer,
  several,
  starved as withoutCore,
} from './helpers/blocked-cases.ts';
import { evidenceOf, type Figures, row, sessionOf, together } from './helpers/evidence.ts';
import {
  calling,
  frozen,
  hashing,
  sleeping,
  starting,
  starved,
  stuck,
  takenTwice,
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

test.each<[string, Figures, boolean]>([
  ['computes', frozen(hashing), true],
  ['is starved', frozen(starved('microtasks')), false],
])('other cores are advised to a loop that %s: %o', (_, figures, advised) => {
  const found = findingsOf(sessionOf({ ...figures, main: { cpuMs: 950 } })).map(({ rule }) => rule);
  expect(found.includes('no-gain-from-async')).toBe(advised);
});

test('a deadlock tells where another thread waits', () => {
  const otherFrames = [{ name: 'refill', file: '/home/me/pool.py', line: 9, column: null }];
  const found = findingsOf(sessionOf(frozen({ ...stuck, otherFrames })));
  expect(found.find(({ rule }) => rule === 'deadlock')?.saw).toBe(
    'Deadlock: the loop has waited 5.0 s, as has a thread at pool.py:9 in refill',
  );
  const inOrder = findingsOf(sessionOf({ ...frozen({ ...takenTwice, otherFrames }), python: {} }));
  expect(inOrder.find(({ rule }) => rule === 'deadlock')?.next).toMatch(/take locks in the same order$/);
});

const whyOf = (rule: string, figures: Figures) =>
  rules.find(({ id }) => id === rule)!.find(evidenceOf(figures))!.why;

test('the call and the line are told', () => {
  const place = 'at auth.mjs:42 in hashPassword';
  expect(whyOf('loop-blocked', frozen(hashing))).toBe(
    `It was in pbkdf2Sync ${place}. No other task could run.`,
  );
  expect(whyOf('loop-waits', frozen(waiting))).toBe(`It was waiting in Atomics.wait ${place}`);
  expect(whyOf('loop-waits', frozen(starting))).toBe(`It was waiting in execSync ${place}`);
  const late = { ...waiting, frames: waiting.frames.slice(1), placed: 'before' } as const;
  expect(whyOf('loop-waits', frozen(late))).toBe(
    `It was waiting for a lock (futex) just before ${place.slice(3)}`,
  );
});

test('of a starved loop the function is told that awaits, or that the queue called, and not what that one called', () => {
  const rule = rules.find(({ id }) => id === 'loop-starved')!;
  const frame = (name: string, file: string) => ({ name, file, line: 5, column: null });
  const deliver = frame('deliver', '/home/me/outbox.mjs');
  const drain = frame('drain', '/home/me/cause.mjs');
  const told = (frames: Held['frames'], by: 'ticks' | 'microtasks' = 'ticks') =>
    rule.find(evidenceOf(frozen({ ...starved(by), frames })))!;
  expect(told([deliver, drain]).saw).toMatch(/ for 1\.0 s \(cause\.mjs:5 in drain\)$/);
  expect(told([deliver, drain]).next).toBe('Use setImmediate there instead of process.nextTick');
  expect(told([deliver, drain], 'microtasks').saw).toMatch(/ \(outbox\.mjs:5 in deliver\)$/);
  expect(told([]).next).toBe('Use setImmediate instead of process.nextTick');
});

test('of a freeze without a core it is told that it waited for one, and where', () => {
  const late = calling('sort', null, { cause: 'no-core' });
  expect(whyOf('loop-blocked', frozen(late))).toBe(
    'It was waiting for a core most of the time, at auth.mjs:42 in hashPassword',
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

/** A loop is held by one task, by one after another, by several that take turns, or by none. */
test.each<[figures: Figures, saw: RegExp]>([
  [byOne, /frozen for 900 ms, blocked by task 1$/],
  [inTurn, /for 900 ms by one task after another, each up to 450 ms$/],
  // Overlapping by half is still one after another; by more it is not.
  [{ ...inTurn, tasks: together(2, 750) }, /one task after another/],
  [{ ...inTurn, tasks: together(2, 751) }, /frozen for 900 ms$/],
  // A task that took longer than the freeze did not run in it alone.
  [{ ...inTurn, tasks: row(0, 1, 900) }, /one task after another/],
  [{ ...inTurn, tasks: row(0, 1, 901), wallMs: 901 }, /frozen for 900 ms$/],
  [{ ...inTurn, freezes: [ofTimer] }, /frozen for 900 ms, blocked by a timer$/],
  [byNobody, /frozen for 900 ms$/],
  [byMany, /frozen for 900 ms, blocked by several tasks$/],
  [{ ...byMany, freezes: [several, several] }, /\(1\.8 s in total, longest 900 ms by several tasks\)$/],
  [{ ...byNobody, freezes: [several, { durationMs: 901 }] }, /\(1\.8 s in total, longest 901 ms\)$/],
  // What the collector did has a finding of its own.
  [{ ...byMany, freezes: [several, collected] }, /^Garbage collection apart, the loop froze for 900 ms/],
  // It waited for a core for a quarter of the time, and had one for less than a fifth of what it wanted.
  [{ ...byMany, ...withoutCore }, /froze for 900 ms\. In all it waited 225 ms for a core and ran 56 ms$/],
  [{ ...byMany, main: { cpuMs: 55, waitMs: 224 } }, /by several tasks$/],
  [{ ...byMany, main: { cpuMs: 57, waitMs: 225 } }, /by several tasks$/],
  [{ ...byMany, main: { cpuMs: null, waitMs: 225 } }, /by several tasks$/],
  [{ ...byMany, main: { cpuMs: 56, waitMs: null } }, /by several tasks$/],
  // As it was found in a real run.
  [
    {
      wallMs: 60_000,
      tasks: together(900, 59_000),
      freezes: [{ durationMs: 58_000 }],
      main: { cpuMs: 800, waitMs: 19_300 },
    },
    /froze for 58\.0 s\. In all it waited 19\.3 s for a core and ran 800 ms$/,
  ],
])('%o: %s', (figures, saw) => {
  const rule = rules.find(({ id }) => id === 'loop-blocked')!;
  expect(rule.find(evidenceOf({ model: 'async', ...figures }))?.saw).toMatch(saw);
});
