import { expect, test } from 'vitest';
import type { Ruling } from '../../source/claims/claim.ts';
import {
  dayOf,
  keptLaneBytes,
  readMeasurements,
  staleReason,
  withRulings,
} from '../../source/table/measured.ts';

const here = { runtime: 'node 24.21', machine: 'host, cpu', effectiveCores: 2 };
const stamp = { ...here, atMs: Date.UTC(2026, 10, 23, 12) };
const ruling = (part: Partial<Ruling>): Ruling => ({
  verdict: 'holds',
  saw: 'x',
  figures: { ratio: 2 },
  ...part,
});
const kept = (part: Partial<Ruling>) => ({ ...ruling(part), stamp });

test('what is written is read again', () => {
  const measurements = withRulings({}, new Map([['a', ruling({})]]), stamp);
  expect(readMeasurements(JSON.parse(JSON.stringify(measurements)))).toEqual(measurements);
  expect(measurements.a).toEqual(kept({}));
});

test.each([
  null,
  'x',
  [],
  { a: 1 },
  { a: { ...kept({}), verdict: 'perhaps' } },
  { a: { ...kept({}), stamp: {} } },
])('what cannot be understood was never measured: %j', (value) => {
  expect(readMeasurements(value)).toEqual({});
});

test('one entry that cannot be understood takes no other with it', () => {
  expect(readMeasurements({ a: 1, b: kept({}) })).toEqual({ b: kept({}) });
});

test.each<[string, Partial<Ruling> | null, Partial<Ruling>, 'before' | 'fresh' | 'none']>([
  ['the first is kept', null, {}, 'fresh'],
  ['a newer replaces an older', {}, { verdict: 'differs' }, 'fresh'],
  ['one without figures replaces nothing', {}, { verdict: 'unknown', figures: {} }, 'before'],
  ['one without figures is not kept', null, { verdict: 'unknown', figures: {} }, 'none'],
  ['what could not be told replaces no verdict', {}, { verdict: 'unknown' }, 'before'],
  ['what could not be told is better than nothing', null, { verdict: 'unknown' }, 'fresh'],
  [
    'and is replaced by a newer of its kind',
    { verdict: 'unknown' },
    { verdict: 'unknown', saw: 'y' },
    'fresh',
  ],
])('%s', (_, before, fresh, expected) => {
  const earlier = before ? { a: kept(before) } : {};
  const after = withRulings(earlier, new Map([['a', ruling(fresh)]]), stamp);
  expect(after.a).toEqual({ before: before && kept(before), fresh: kept(fresh), none: undefined }[expected]);
});

test('a value from elsewhere says from where', () => {
  expect(staleReason(stamp, here)).toBeNull();
  expect(staleReason(stamp, { ...here, machine: 'other' })).toBe('measured on another machine (host, cpu)');
  expect(staleReason(stamp, { ...here, runtime: 'node 26.0' })).toBe('measured with node 24.21');
  expect(staleReason(stamp, { ...here, effectiveCores: 1.5 })).toBe('measured with 2 cores');
});

test('what a lane takes here is known from a claim, of this machine and this Node.js only', () => {
  const figures = { threadBytes: 12e6, processBytes: 20e6, ratio: 1.7 };
  const keeper = { read: () => ({ 'process-costs-most': kept({ figures }) }), write: () => {} };
  expect(keptLaneBytes(keeper, here)).toEqual({ thread: 12e6, process: 20e6 });
  expect(keptLaneBytes(keeper, { ...here, machine: 'other' })).toBeNull();
  expect(keptLaneBytes({ ...keeper, read: () => null }, here)).toBeNull();
});

test('a day in UTC', () => {
  expect(dayOf(stamp.atMs)).toBe('2026-11-23');
});
