import { describe, expect, test } from 'vitest';
import { runtimes } from '../../source/catalog/runtimes/index.ts';
import { claims } from '../../source/claims/index.ts';
import { decide } from '../../source/guide/decide.ts';
import { nothingMeasured } from '../../source/guide/measured.ts';
import { questions } from '../../source/guide/questions/index.ts';
import { readCards } from '../../source/launch/read-cards.ts';
import { cardDocument } from '../../source/plain/card.ts';
import { claimsDocument } from '../../source/plain/claims.ts';
import { listDocument } from '../../source/plain/list-document.ts';
import { tableDocument } from '../../source/plain/table-of-models.ts';
import { decisionDocument, questionsDocument } from '../../source/plain/verdict-document.ts';
import { fillTable, tableClaims } from '../../source/table/filled-table.ts';
import type { Measurements } from '../../source/table/measured.ts';
import { answersOf, roomy } from '../guide/helpers/machine.ts';
import { faultsOf } from '../helpers/schemas.ts';

const heddle = '1.2.3';
const startedAt = '2026-11-26T22:33:22.123Z';
const asked = { heddle, startedAt, engine: { runtime: 'node', version: '24.0.0' } } as const;

describe('decide', () => {
  const decisionOf = (answers: Readonly<Record<string, string>>) =>
    decisionDocument(decide(answers, roomy), nothingMeasured, { heddle, startedAt });

  test('without a verdict', () => {
    expect(faultsOf('decide', decisionOf({}))).toEqual([]);
    expect(decisionOf({})).toMatchObject({ verdict: null, sketch: null });
  });

  const base = ['cpu=yes', 'cpu=no io=no', 'cpu=no io=yes scale=thousands', 'cpu=no io=yes scale=few'];
  test.each(base)('%s, and every answer to every further question', (answers) => {
    for (const { key, options } of questions) {
      for (const { value } of options)
        expect(faultsOf('decide', decisionOf({ ...answersOf(answers), [key]: value }))).toEqual([]);
    }
  });

  test('with what was measured', () => {
    const measured = [
      { key: 'cpu', value: 'yes', saw: 'It computed.' },
      { key: 'io', value: null, saw: 'It cannot be told.' },
    ];
    const contradicted = [{ key: 'io', given: 'no', value: 'yes', saw: 'It waited 96 % of the time.' }];
    const document = decisionDocument(decide({}, roomy), { measured, contradicted }, { heddle, startedAt });
    expect(faultsOf('decide', document)).toEqual([]);
  });

  test('the questions', () => expect(faultsOf('questions', questionsDocument(heddle))).toEqual([]));
});

describe('list', () => {
  const { id: runtime, models } = runtimes[0]!;

  test('all models and workloads', async () => {
    const workloads = await readCards(new URL('../../workloads/', import.meta.url));
    expect(faultsOf('list', listDocument(models, workloads, heddle))).toEqual([]);
  });

  test.each(models.map(({ id }) => id))('the card of %s', (model) => {
    expect(faultsOf('model', cardDocument({ runtime, model }, heddle))).toEqual([]);
  });
});

const verdicts = ['holds', 'does-not-hold', 'differs', 'unknown'] as const;

describe('claims', () => {
  test('none of them checked', () => {
    const document = claimsDocument(claims, 'node', null, { ...asked, engine: null });
    expect(faultsOf('claims', document)).toEqual([]);
  });

  test.each(verdicts)('all of them checked: %s', (verdict) => {
    const ruling = { verdict, saw: 'seen', figures: { ratio: 1.5, wallMs: null } };
    const again = { ...ruling, again: true } as const;
    const rulings = new Map(claims.map(({ id }, at) => [id, at % 2 === 0 ? ruling : again]));
    expect(faultsOf('claims', claimsDocument(claims, 'node', rulings, asked))).toEqual([]);
  });
});

describe('table', () => {
  const here = { runtime: 'node 24.21', machine: 'host, cpu', effectiveCores: 1.5 };

  test('nothing measured', () => {
    expect(faultsOf('table', tableDocument(fillTable({}, here), heddle))).toEqual([]);
  });

  test.each(verdicts)('all of it measured, on another machine: %s', (verdict) => {
    const stamp = { ...here, machine: 'other', atMs: Date.UTC(2026, 10, 23) };
    const figures = { ratio: 1.5, most: 100, tried: 200 };
    const kept = { verdict, saw: 'seen', figures, stamp };
    const measurements: Measurements = Object.fromEntries(tableClaims.map(({ id }) => [id, kept]));
    const document = tableDocument(fillTable(measurements, here), heddle);
    expect(document.rows.flatMap(({ cells }) => cells.flatMap(({ measured }) => measured ?? []))).not.toEqual(
      [],
    );
    expect(faultsOf('table', document)).toEqual([]);
  });
});
