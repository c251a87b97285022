import { expect, test } from 'vitest';
import type { RunEvent } from '../../source/protocol/events.ts';
import { heddle } from './helpers/heddle.ts';

const source = `module.exports = (item, { input, index }) => {
  if (item !== input) throw new Error('the first argument is the input');
  return [item.url, index];
};`;
const files = { 'work.cjs': source, 'urls.jsonl': '{"url":"/a"}\n{"url":"/b"}\n' };

test.each(['async', 'threads', 'processes'])(
  'a task is given its input, over and over, under %s',
  async (model) => {
    const command = ['run', './work.cjs', '--inputs', 'urls.jsonl', '-t', '3', '-m', model, '--events', '-'];
    const { code, stdout } = await heddle(command, { files });
    const events = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as RunEvent);
    const results = events.flatMap((event) => (event.type === 'results' ? event.results : []));
    expect(results.map(({ text }) => text).sort()).toEqual(["[ '/a', 0 ]", "[ '/a', 2 ]", "[ '/b', 1 ]"]);
    expect(code).toBe(0);
  },
);

test('a pattern without quotes is many words, and one line says so', async () => {
  const { code, stderr } = await heddle(['run', './work.cjs', '--inputs', 'a.csv', 'b.csv'], { files });
  expect(stderr).toBe("heddle: --inputs takes one file; put a pattern in quotes: --inputs 'data/*.csv'\n");
  expect(code).toBe(2);
});
