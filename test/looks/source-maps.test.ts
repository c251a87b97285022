import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SourceMaps } from '../../source/looks/source-maps.ts';
import { temporaryFolder } from '../helpers/folder.ts';

/** Line 1 of the bundle is line 7 of hash.ts. */
const map = JSON.stringify({ version: 3, sources: ['src/hash.ts'], names: [], mappings: 'AAMA' });
const frame = (file: string, name = 'hashPassword') => ({ name, file, line: 1, column: 5 });

function bundle(url: (folder: string) => string): { folder: string; file: string } {
  const folder = temporaryFolder();
  const file = join(folder, 'out.mjs');
  writeFileSync(file, `hash();\n//# sourceMappingURL=${url(folder)}\n`);
  return { folder, file };
}

const beside = (folder: string) => {
  writeFileSync(join(folder, 'out.mjs.map'), map);
  return 'out.mjs.map';
};

test('a map beside the file, and one inside of it', () => {
  const inside = () => `data:application/json;base64,${Buffer.from(map).toString('base64')}`;
  for (const url of [beside, inside]) {
    const { folder, file } = bundle(url);
    expect(new SourceMaps().original(frame(file))).toEqual({
      name: 'hashPassword',
      file: join(folder, 'src/hash.ts'),
      line: 7,
      column: 1,
    });
  }
});

test('a name that was shortened says nothing', () => {
  const { file } = bundle(beside);
  expect(new SourceMaps().original(frame(file, 'o')).name).toBeNull();
});

test('without a map, with one that is missing or broken, and in no file, the frame stays', () => {
  const broken = bundle((folder) => {
    writeFileSync(join(folder, 'out.mjs.map'), '{');
    return 'out.mjs.map';
  });
  const missing = bundle(() => 'elsewhere.map');
  const bare = join(temporaryFolder(), 'bare.mjs');
  writeFileSync(bare, 'hash();\n');
  for (const file of [broken.file, missing.file, bare, '/no/such/file.mjs'])
    expect(new SourceMaps().original(frame(file))).toEqual(frame(file));
  const builtIn = { name: 'Atomics.wait', file: null, line: null, column: null };
  expect(new SourceMaps().original(builtIn)).toBe(builtIn);
});
