import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../helpers/folder.ts';
import { watched } from './helpers/watched.ts';

const tsx = createRequire(import.meta.url).resolve('tsx/cli');

const decorated = `
// What Node.js itself cannot run: a decorator, an enum, a parameter that is a property.
enum Cost {
  login = 400,
}

function logged<T extends new (...given: never[]) => object>(target: T): T {
  return target;
}

@logged
class Auth {
  constructor(readonly cost: Cost) {}
  hashPassword() {
    const end = Date.now() + this.cost;
    while (Date.now() < end);
  }
}

const auth = new Auth(Cost.login);
// Again and again: the first may come before anybody looks.
setInterval(() => auth.hashPassword(), 600);
`;

test('under tsx the line is that of the file as it was written', async () => {
  const file = join(temporaryFolder(), 'auth.ts');
  writeFileSync(file, decorated);
  await using program = await watched([process.execPath, tsx, file]);
  const { event } = await program.told.untilEvent('held', ({ frames }) =>
    frames.some(({ name }) => name === 'hashPassword'),
  );
  expect(event.frames.find(({ name }) => name === 'hashPassword')).toMatchObject({ file, line: 16 });
});
