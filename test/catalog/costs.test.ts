import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { said } from '../../source/catalog/costs.ts';
import { codeOf } from '../helpers/imports.ts';

/** Where sentences for people stand that may say what something costs. */
const folders = ['catalog', 'guide', 'claims', 'table', 'tour', 'findings', 'ui/screens'].map(
  (folder) => `source/${folder}`,
);

/** What looks like a cost: an amount of memory, or of time, for one of something. */
const figure = /\b\d[\d.,]*(?:(?: to |–)\d[\d.,]*)? (?:KB|MB|µs)\b|\bkilobytes?\b|\b0\.\d+ ms\b/g;

/** What is no cost: an amount that a question asks about, a payload, and what the Python guide says. */
const noCost: readonly (readonly [file: RegExp, text: RegExp])[] = [
  [/guide\/questions\/(bytes|memory)\.ts$/, /(less than 100|up to 256|usually takes) [KM]B|^\d+ KB$/],
  [/./, /\b(?:1 MB (?:of bytes )?takes|8 MB)/],
  [/guide\/questions\/length\.ts$/, /0\.1 ms/],
  // What waits takes what its runtime's card says, which costs.ts repeats by name.
  [/catalog\/runtimes\/\w+\.ts$/, /^'[\d. to]+ KB'$/],
];

const texts = folders.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && `${folder}/${name}` !== 'source/catalog/costs.ts')
    .flatMap((name) => {
      const file = `${folder}/${name}`;
      const strings = codeOf(file).match(/'[^'\n]*'|"[^"\n]*"|`[^`]*`/g) ?? [];
      return strings.map((text) => ({ file, text }));
    }),
);

test('what something costs is said in one place', () => {
  expect(texts.length).toBeGreaterThan(1000);
  const elsewhere = texts.flatMap(({ file, text }) => {
    const plain = noCost.reduce(
      (rest, [where, what]) => (where.test(file) ? rest.replace(what, '') : rest),
      text,
    );
    return [...plain.matchAll(figure)].map(([found]) => `${file}: ${found}: ${text}`);
  });
  expect(elsewhere).toEqual([]);
});

test('the same thing costs the same in all its forms', () => {
  expect(said).toMatchObject({
    connection: '64 KB',
    thread: '13 MB',
    pythonThread: '16 KB',
    process: '15 MB',
  });
});
