import { expect, test } from 'vitest';
import { codeOf, files, importsIn, listed } from './helpers/imports.ts';

/** Stand in the place of a package's modules, whose names they must have. */
const shims = 'source/ui/ink-shims/';

const code = new Map([...files, ...listed('test', 'bench', 'scripts')].map((file) => [file, codeOf(file)]));
const users = new Map(files.map((file) => [file, [] as string[]]));
for (const [file, text] of code) for (const { to } of importsIn(file, text)) users.get(to)?.push(text);

const exported = /^export (?:async )?(?:const|let|function\*?|class) (\w+)/gm;

test('what a file exports is read by another: all else is its own business', () => {
  const unread = files
    .filter((file) => !file.startsWith(shims))
    .flatMap((file) =>
      [...code.get(file)!.matchAll(exported)].flatMap(([, name]) =>
        users.get(file)!.some((text) => new RegExp(`\\b${name}\\b`).test(text)) ? [] : [`${file}: ${name}`],
      ),
    );
  expect(unread).toEqual([]);
});
