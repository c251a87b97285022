import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { modelIdsOf } from '../source/catalog/models.ts';
import type { WorkloadCard } from '../source/catalog/workloads.ts';
import type { Claim } from '../source/claims/claim.ts';
import { claims } from '../source/claims/index.ts';
import type { Rule } from '../source/findings/finding.ts';
import { rules } from '../source/findings/rules/index.ts';
import { programRules, watchRules } from '../source/findings/watch/index.ts';
import type { Question } from '../source/guide/question.ts';
import { questions } from '../source/guide/questions/index.ts';
import { readCards } from '../source/launch/read-cards.ts';

import { cases } from './workloads/cases.ts';

/** What belongs to a thing of Heddle's beyond its own file: contributing.md tells how to add it, this tells what is missing. */

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const filesIn = (folder: string) =>
  readdirSync(new URL(`../${folder}/`, import.meta.url))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => `${folder}/${file}`);
const textsIn = (folder: string) => filesIn(folder).map(read).join('\n');

/** What the first table of that name in a page lacks of these rows, and what it has beyond them; in any order. */
function pageLacks(page: string, name: string, rows: readonly string[]): string[] {
  const [, after = ''] = read(page).split(new RegExp(`^\\| ${name} \\|.*\n\\|[-|]+\n`, 'm'));
  const told = after.slice(0, after.indexOf('\n\n')).split('\n');
  return [
    ...rows.filter((row) => !told.some((one) => one.startsWith(row))).map((row) => `${page}: no row ${row}`),
    ...told.filter((one) => !rows.some((row) => one.startsWith(row))).map((row) => `${page}: why ${row}?`),
  ];
}

/** What the files of a folder export, beside its index. */
async function exportsOf(folder: string): Promise<[file: string, value: unknown][]> {
  const files = filesIn(folder).filter((file) => !file.endsWith('/index.ts'));
  const modules = await Promise.all(
    files.map((file) => import(new URL(`../${file}`, import.meta.url).href) as Promise<object>),
  );
  return modules.flatMap((module, at) =>
    Object.values(module).map((value): [string, unknown] => [files[at]!, value]),
  );
}
const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

test('workloads: a case in test/workloads/cases.ts, with results that its check refuses, and a row in docs/workloads.md', async () => {
  const workloads = await readCards(new URL('../workloads/', import.meta.url));
  const missing = workloads.flatMap(({ id }) => [
    ...(id in cases ? [] : [`${id}: no case in test/workloads/cases.ts`]),
    ...(cases[id]?.wrong?.length === 0 ? [`${id}: its case has no results that are wrong`] : []),
  ]);
  const ids = workloads.map(({ id }) => id);
  const surplus = Object.keys(cases).filter((id) => !ids.includes(id));
  expect([
    ...missing,
    ...surplus.map((id) => `${id}: a case, but no workload`),
    ...pageLacks(
      'docs/workloads.md',
      'workload',
      workloads.map(({ id, shows }) => `| \`${id}\` | ${shows} |`),
    ),
  ]).toEqual([]);
});

test('workloads for CPython: a row in docs/workloads.md', () => {
  const cards = JSON.parse(read('workloads/python/cards.json')) as WorkloadCard[];
  const rows = cards.map(({ id, shows }) => `| \`${id}\` | ${shows} |`);
  expect(pageLacks('docs/workloads.md', 'in Python', rows)).toEqual([]);
});

test('findings: a place in the index, a truth table, two real runs, and a row in docs/reading-a-run.md', async () => {
  const tables = textsIn('test/findings');
  const runs = textsIn('test/findings/runs').split(/^(?=describe)/m);
  const missing = rules.flatMap(({ id }) => {
    const run = runs.find((block) => new RegExp(`^describe[^\\n]*['\`]${id}\\b(?!-)`).test(block)) ?? '';
    return [
      ...(tables.includes(`truthTable('${id}', [`)
        ? []
        : [`${id}: no truthTable('${id}', […]) in test/findings/`]),
      ...((run.match(/^ {2}test/gm)?.length ?? 0) >= 2
        ? []
        : [`${id}: no describe('${id}', …) with two real runs in test/findings/runs/`]),
    ];
  });
  const forgotten = (await exportsOf('source/findings/rules')).flatMap(([file, value]) =>
    isObject(value) && 'id' in value && 'find' in value && !rules.includes(value as Rule)
      ? [`${file}: its rule is not in source/findings/rules/index.ts`]
      : [],
  );
  const rows = rules.map(({ id, looksFor }) => `| \`${id}\` | ${looksFor} |`);
  expect([...forgotten, ...missing, ...pageLacks('docs/reading-a-run.md', 'finding', rows)]).toEqual([]);
});

/** They take a minute of another rate before, or cores that a test cannot count on. */
const notRun = ['errors-rise', 'loop-without-core', 'one-core-used'];

test('findings of a watched program: a place in the index, a truth table, two real runs, and a row in docs/watch.md', async () => {
  const all = [...watchRules, ...programRules];
  const tables = textsIn('test/findings/watch');
  const runs = textsIn('test/findings/watch/runs').split(/^(?=describe)/m);
  const missing = all.flatMap(({ id }) => {
    const run = runs.find((block) => new RegExp(`^describe.*\\('${id}'`).test(block)) ?? '';
    return [
      ...(tables.includes(`Table('${id}', [`)
        ? []
        : [`${id}: no watchTable('${id}', […]) in test/findings/watch/`]),
      ...(notRun.includes(id) || (run.match(/^ {2}test/gm)?.length ?? 0) >= 2
        ? []
        : [`${id}: no describe('${id}', …) with two real runs in test/findings/watch/runs/`]),
    ];
  });
  const forgotten = (await exportsOf('source/findings/watch')).flatMap(([file, value]) =>
    isObject(value) && 'looksFor' in value && !(all as object[]).includes(value)
      ? [`${file}: its rule is not in source/findings/watch/index.ts`]
      : [],
  );
  const rows = all.map(({ id, looksFor }) => `| \`${id}\` | ${looksFor} |`);
  expect([...forgotten, ...missing, ...pageLacks('docs/watch.md', 'finding', rows)]).toEqual([]);
});

test('questions: a place in the index', async () => {
  const forgotten = (await exportsOf('source/guide/questions')).flatMap(([file, value]) =>
    isObject(value) && 'turns' in value && !questions.includes(value as Question)
      ? [`${file}: its question is not in source/guide/questions/index.ts`]
      : [],
  );
  expect(forgotten).toEqual([]);
});

test('claims: a place in the index', async () => {
  const ids = claims.map(({ id }) => id);
  const forgotten = (await exportsOf('source/claims')).flatMap(([file, value]) =>
    Array.isArray(value) && isObject(value[0]) && 'says' in value[0] && !ids.includes((value[0] as Claim).id)
      ? [`${file}: its claims are not in source/claims/index.ts`]
      : [],
  );
  expect(forgotten).toEqual([]);
});

test('models: a file in source/engine/models, and a row in docs/models.md', () => {
  const files = filesIn('source/engine/models').filter((file) => !/\/(?:index|model)\.ts$/.test(file));
  const wanted = modelIdsOf('node').map((id) => `source/engine/models/${id}.ts`);
  const missing = [
    ...wanted.filter((file) => !files.includes(file)).map((file) => `${file} is missing`),
    ...files.filter((file) => !wanted.includes(file)).map((file) => `${file}: no model of that name`),
  ];
  const rows = modelIdsOf('node').map((id) => `| \`${id}\` |`);
  expect([...missing, ...pageLacks('docs/models.md', 'model', rows)]).toEqual([]);
});
