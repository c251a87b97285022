import { expect, test } from 'vitest';
import { readRate } from '../../source/command-line/rate.ts';

test.each([
  ['50/s', 50],
  ['50', 50],
  ['0.5/s', 0.5],
  ['3000/m', 50],
  ['3000/min', 50],
  ['7200/h', 2],
])('%s is %d per second', (text, perSecond) => {
  expect(readRate(text)).toBe(perSecond);
});

test('none given is none', () => {
  expect(readRate(undefined)).toBeUndefined();
});

test.each(['0', '0/m', '0.0/s'])('%s is a rate at which nothing comes', (text) => {
  expect(() => readRate(text)).toThrow(`--rate is "${text}"; it must be above 0, as 50/s is`);
});

test.each(['fast', '-1/s', '50/', '/s', '50/d', '5e3'])('%s is refused in one line', (text) => {
  expect(() => readRate(text)).toThrow(`--rate is "${text}"; it must be a rate such as 50/s or 3000/m`);
});
