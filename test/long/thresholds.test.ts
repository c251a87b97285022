import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { copyProject } from './helpers/copy.ts';

/** Files whose numbers decide what people are told, and the tests that have a case on either side of each. */
const watched: [file: string, ...tests: string[]][] = [
  ...globSync('source/findings/**/*.ts').map((file): [string, string] => [file, 'test/findings']),
  ...['processor', 'felt'].map((name): [string, string, string] => [
    `source/session/${name}.ts`,
    'test/findings',
    'test/session',
  ]),
  ['source/plain/summary.ts', 'test/plain'],
];

/** Cannot be told from their neighbours: numbers in advice have one digit, and the next after 1,000 is 2,000. */
const alike = ['mostTimes'];

const copy = copyProject();
afterAll(copy.remove);

const numbers = watched.flatMap(([file, ...tests]) =>
  [...readFileSync(file, 'utf8').matchAll(/^(?:export )?const (\w+) = ([\d_.e]+);/gm)]
    .filter(([, name = '']) => !alike.includes(name))
    .map(([line, name = '', digits = '']) => ({ file, tests, line, name, digits })),
);

/** A third more and a quarter less, and of small whole numbers one. */
function neighbours(digits: string): number[] {
  const value = Number(digits.replaceAll('_', ''));
  if (!Number.isInteger(value)) return [value * 1.3, value / 1.3];
  return value < 20 ? [value + 1, value - 1] : [Math.round(value * 1.3), Math.round(value / 1.3)];
}

test('they are seen, and as they are no test fails', async () => {
  expect(numbers.length).toBeGreaterThan(30);
  await copy.vitest('--project=units', 'test/findings', 'test/session', 'test/plain');
});

describe.each(numbers)('$file: $name', ({ file, tests, line, digits }) => {
  const path = join(copy.folder, file);
  const text = readFileSync(path, 'utf8');

  test.each(neighbours(digits))(`not ${digits} but %d fails a test`, async (other) => {
    writeFileSync(path, text.replace(line, line.replace(digits, String(other))));
    try {
      await expect(copy.vitest('--project=units', '--bail=1', ...tests)).rejects.toThrow(
        /fails:[\s\S]* failed/,
      );
    } finally {
      writeFileSync(path, text);
    }
  });
});
