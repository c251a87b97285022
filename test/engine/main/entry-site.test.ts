import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { entrySite } from '../../../source/engine/main/entry-site.ts';
import { temporaryFolder } from '../../helpers/folder.ts';

async function siteOf(text: string, name: string) {
  const file = join(temporaryFolder(), 'work.mjs');
  writeFileSync(file, text);
  const { [name]: body } = await import(pathToFileURL(file).href);
  return { file, site: entrySite(body, file)() };
}

test('where a function begins is found by its text', async () => {
  const { file, site } = await siteOf(
    'const a = 1;\n\nexport async function report() {\n  return a;\n}\n',
    'report',
  );
  expect(site).toEqual(['report', file, 3, 8]);
});

test('an arrow function too', async () => {
  const { site } = await siteOf('\nexport const resize = (index) => index * 2;\n', 'resize');
  expect(site?.[2]).toBe(2);
});

test('by its name where its text is another one, as after types were stripped', () => {
  const file = join(temporaryFolder(), 'work.ts');
  writeFileSync(file, 'type A = 1;\nexport function parse(index: number): number {\n  return index;\n}\n');
  function parse(index: number) {
    return index;
  }
  expect(entrySite(parse, file)()).toEqual(['parse', file, 2, 8]);
});

test('by its export, where it has no other name', () => {
  const file = join(temporaryFolder(), 'work.ts');
  writeFileSync(file, 'const a: number = 1;\nexport default (index: number): number => index * a;\n');
  const { default: body } = { default: (index: number) => index };
  expect(entrySite(body, file)()).toEqual(['default', file, 2, 1]);
});

test('one that is not there, and a built-in workload, have none', async () => {
  const { file } = await siteOf('export const a = () => 1;\n', 'a');
  expect(entrySite(() => 'elsewhere', file)()).toBeNull();
  expect(entrySite(() => 1, null)()).toBeNull();
});
