import { expect, test } from 'vitest';
import type { RunEvent } from '../../source/protocol/events.ts';
import { heddle } from './helpers/heddle.ts';

const twoNamed = 'export const crop = (i) => ["crop", i]; export const resize = (i) => ["resize", i];';

test.each([
  ['threads', 'images.mjs', twoNamed, '#resize', 'resize'],
  ['processes', 'only.cjs', 'exports.shrink = (i) => ["shrink", i]; exports.most = 5;', '', 'shrink'],
])('a named export is a workload, under %s: %s', async (model, file, source, behind, name) => {
  const command = ['run', `./${file}${behind}`, '-t', '2', '-m', model, '--events', '-'];
  const { code, stdout } = await heddle(command, { files: { [file]: source } });
  const events = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as RunEvent);
  expect(events[0]).toMatchObject({ plan: { workload: `${file}#${name}`, export: name } });
  const results = events.flatMap((event) => (event.type === 'results' ? event.results : []));
  expect(results.map(({ text }) => text).sort()).toEqual([`[ '${name}', 0 ]`, `[ '${name}', 1 ]`]);
  expect(code).toBe(0);
});
