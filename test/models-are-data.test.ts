import { expect, test } from 'vitest';
import { modelIds } from '../source/protocol/plan.ts';
import { codeOf, files } from './helpers/imports.ts';

/** Where a model is called by its name: its card, and what is asked, claimed and told of it. All else asks its traits. */
const telling =
  /^source\/(protocol\/plan\.ts|catalog\/runtimes\/|guide\/(models|questions)\/|claims\/|table\/|tour\/)/;
const named = new RegExp(`'(${modelIds.join('|')})'`);
/** Threads and processes are counted, too. */
const units = /\bunit: '\w+'|const laneUnits = .*/g;

test('only cards, and what is told of models, name one', () => {
  const naming = files.filter((file) => file.startsWith('source/') && !telling.test(file));
  expect(naming.length).toBeGreaterThan(200);
  expect(naming.filter((file) => named.test(codeOf(file).replace(units, '')))).toEqual([]);
});
