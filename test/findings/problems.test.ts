import { expect, test } from 'vitest';
import { rules } from '../../source/findings/rules/index.ts';
import { evidenceOf, row, together } from './helpers/evidence.ts';
import { truthTable } from './helpers/truth-table.ts';

const inAsync = { model: 'async', tasks: together(4, 500), atOnce: 4 } as const;
const frozen = (durationMs: number) => ({ freezes: [{ durationMs, task: 1 }] });

truthTable('loop-blocked', [
  ['no freeze', { ...inAsync }, false],
  ['just under what is felt', { ...inAsync, ...frozen(99.9) }, false],
  ['what is felt', { ...inAsync, ...frozen(100) }, true],
  ['in pieces, together as long', { ...inAsync, freezes: [{ durationMs: 50 }, { durationMs: 50 }] }, true],
  ['it waited for a core meanwhile', { ...inAsync, ...frozen(1000), main: { waitMs: 950 } }, false],
  [
    'it waited for a core, and was held as well',
    { ...inAsync, ...frozen(1000), main: { waitMs: 900 } },
    true,
  ],
  ['where waits for a core are not measured', { ...inAsync, ...frozen(100), main: { waitMs: null } }, true],
  ['while it lasts', { ...inAsync, outcome: null, freezes: [{ durationMs: 400, over: false }] }, true],
  ['hybrid has a loop in front', { ...inAsync, model: 'hybrid', ...frozen(200) }, true],
  ['under sequential there is nobody else', { ...inAsync, model: 'sequential', ...frozen(2000) }, false],
  ['under threads a lane may block', { ...inAsync, model: 'threads', ...frozen(2000) }, false],
]);

truthTable('lost-updates', [
  ['no check', {}, false],
  ['a check without such a figure', { check: { latencyMs: 3 } }, false],
  ['none lost', { check: { lostUpdates: 0 } }, false],
  ['not counted', { check: { lostUpdates: null } }, false],
  ['one lost', { check: { lostUpdates: 1 } }, true],
]);

const bigInt = 'cannot cross as JSON: Do not know how to serialize a BigInt';
truthTable('uncloneable', [
  ['no error', {}, false],
  ['another error', { errors: [['TypeError', null]] }, false],
  ['by its code', { errors: [['Error', 'ERR_UNCLONEABLE']] }, true],
  [
    'by its name',
    {
      errors: [
        ['TypeError', null],
        ['DataCloneError', null],
      ],
    },
    true,
  ],
  ['what JSON has no text for', { errors: [['TypeError', null, bigInt]] }, true],
  [
    'such a text on one loop is sent nowhere',
    { model: 'async', errors: [['TypeError', null, bigInt]] },
    false,
  ],
  ['nothing changed', { check: { changedFields: 0 } }, false],
  ['not counted', { check: { changedFields: null } }, false],
  ['changed on the way', { check: { changedFields: 1 } }, true],
]);

truthTable('crashed-lane', [
  ['none', { pool: [{}, {}] }, false],
  ['opened again, but nobody died', { pool: [{ openings: 2 }] }, false],
  ['one died', { pool: [{}, { reason: 'out of memory' }] }, true],
  ['one died and was replaced', { pool: [{ reason: 'out of memory', openings: 2 }] }, true],
]);

const heap = (peakHeapUsedBytes: number | null, heapLimitBytes: number | null) => ({
  heapLimitBytes,
  memory: { peakHeapUsedBytes },
});
truthTable('memory-near-limit', [
  ['nothing measured', {}, false],
  ['heap below', heap(79e6, 100e6), false],
  ['heap near', heap(80e6, 100e6), true],
  ['heap without a known limit', heap(80e6, null), false],
  ['heap not measured', heap(null, 100e6), false],
  ['container below', { memoryLimitBytes: 1e9, memory: { peakRssBytes: 0.79e9 } }, false],
  ['container near', { memoryLimitBytes: 1e9, memory: { peakRssBytes: 0.8e9 } }, true],
  [
    'shared pages are counted once',
    { memoryLimitBytes: 1e9, memory: { peakRssBytes: 2e9, peakPssBytes: 0.5e9 } },
    false,
  ],
  [
    'where they were not, a sum over processes says nothing',
    { model: 'processes', memoryLimitBytes: 1e9, memory: { peakRssBytes: 2e9 } },
    false,
  ],
  ['machine near', { memoryBytes: 1e9, memory: { peakPssBytes: 0.8e9 } }, true],
  ['memory not measured', { memoryLimitBytes: 1 }, false],
]);

const throttled = { quotaCores: 0.5, cores: 0.5, tasks: row(1, 2, 450), pool: [{ cpuMs: 450 }], wallMs: 900 };
truthTable('quota-throttled', [
  ['a tenth of the time', { ...throttled, throttledMs: 90 }, true],
  ['less', { ...throttled, throttledMs: 89 }, false],
  ['not measured', { ...throttled, throttledMs: null }, false],
  ['no quota', { ...throttled, quotaCores: null, throttledMs: 500 }, false],
  ['too short a run', { ...throttled, wallMs: 299, tasks: row(1, 2, 149), throttledMs: 200 }, false],
]);

const asked = { model: 'async', tasks: together(4, 900), lagMaxMs: 1 } as const;
const waited = (waitMs: number) => ({ libuv: { tried: 10, waited: 5, maxMs: waitMs } });
truthTable('libuv-saturated', [
  ['not tried', asked, false],
  ['free', { ...asked, libuv: { tried: 10, waited: 0, maxMs: 0.2 } }, false],
  ['half of the requests waited', { ...asked, ...waited(25) }, true],
  ['three of ten did', { ...asked, libuv: { tried: 10, waited: 3, maxMs: 500 } }, true],
  ['fewer did', { ...asked, libuv: { tried: 4, waited: 1, maxMs: 500 } }, false],
  ['they waited as for a core', { ...asked, ...waited(24) }, false],
  ['on a busy machine, where the loop was as late', { ...asked, lagMaxMs: 100, ...waited(299) }, false],
  ['on a busy machine, in a full pool', { ...asked, lagMaxMs: 100, ...waited(300) }, true],
  ['where the lag of the loop was not measured', { ...asked, lagMaxMs: null, ...waited(500) }, false],
]);

test.each([
  [4, 'note'],
  [5, 'warning'],
])('a pool that is full for %d tenths of the time is a %s', (waited, severity) => {
  const evidence = evidenceOf({ ...asked, libuv: { tried: 10, waited, maxMs: 500 } });
  expect(rules.find(({ id }) => id === 'libuv-saturated')!.find(evidence)?.severity).toBe(severity);
});

test.each([
  [0.94, 'warning'],
  [0.95, 'problem'],
])('memory at %d of its limit is a %s', (ratio, severity) => {
  const evidence = evidenceOf(heap(ratio * 100e6, 100e6));
  expect(rules.find(({ id }) => id === 'memory-near-limit')!.find(evidence)?.severity).toBe(severity);
});
