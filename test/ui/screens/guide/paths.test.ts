import { describe, expect, test } from 'vitest';
import { questions } from '../../../../source/guide/questions/index.ts';
import { answersOf } from '../../../guide/helpers/machine.ts';
import { articlePaths } from '../../../helpers/article-paths.ts';
import { answer, answerAll, asked, openGuide, verdictOf } from './drive.ts';

describe('the article, by keyboard', () => {
  test.each(articlePaths)('%s: %s', (answers, model) => {
    const guide = openGuide();
    answerAll(guide, answersOf(answers));
    // Where nothing is left to ask the verdict comes by itself.
    if (asked(guide) !== undefined) guide.press('v');
    expect(verdictOf(guide.text())).toBe(model);
  });

  test('there is no verdict to go to before there is one', () => {
    const guide = openGuide();
    expect(() => guide.press('v')).toThrow('no key "v"');
    answer(guide, 'no');
    expect(asked(guide)).toBe('io');
    expect(() => guide.press('v')).toThrow('no key "v"');
  });
});

test.each([
  ['cpu=yes jobs=one', 'sequential'],
  ['cpu=yes runtime=node', 'threads'],
  ['cpu=yes runtime=free-threaded', 'threads'],
  ['cpu=yes runtime=cpython', 'processes'],
  ['cpu=yes cycles=native', 'threads'],
  ['cpu=yes runtime=node cycles=libuv', 'async'],
  ['cpu=yes mixed=heavy', 'hybrid'],
  ['cpu=no io=yes scale=few library=yes', 'async'],
  ['cpu=no io=yes scale=thousands library=no', 'hybrid'],
  ['cpu=no io=yes scale=few connections=thousands', 'async'],
  ['cpu=yes length=tiny', 'sequential'],
  ['cpu=yes runtime=node bytes=much', 'threads'],
  ['cpu=yes runtime=node state=some', 'threads'],
  ['cpu=yes runtime=node isolation=crash', 'processes'],
  ['cpu=no io=yes scale=thousands isolation=untrusted', 'hybrid'],
  ['cpu=yes memory=256mb', 'processes'],
  ['cpu=yes quota=yes', 'processes'],
  ['cpu=yes runtime=node cycles=native cancel=yes', 'processes'],
  ['cpu=yes goal=latency', 'processes'],
  ['cpu=yes runtime=node durable=jobs', 'threads'],
  // Several of them together.
  ['cpu=yes runtime=cpython cycles=native', 'threads'],
  ['cpu=no io=yes scale=thousands mixed=blocking', 'hybrid'],
  ['cpu=yes runtime=node bytes=much state=some isolation=crash', 'processes'],
  ['cpu=yes runtime=node cycles=native memory=1gb quota=yes cancel=yes', 'processes'],
  ['cpu=yes goal=latency durable=steps', 'processes'],
])('each further branch, by keyboard: %s: %s', (answers, model) => {
  const guide = openGuide();
  answerAll(guide, answersOf(answers));
  if (asked(guide) !== undefined) guide.press('v');
  expect(verdictOf(guide.text())).toBe(model);
});

test('every option of every question can be chosen, and says what follows', () => {
  const seen = new Set<string>();
  for (const start of ['cpu=yes', 'cpu=no io=yes scale=few connections=hundreds']) {
    const guide = openGuide({ argument: { answers: answersOf(start) } });
    if (asked(guide) === undefined) guide.press('e', 'up', 'up', 'up', 'enter');
    const first = openGuide();
    for (const open of [guide, first]) {
      for (let key = asked(open); key !== undefined; key = asked(open)) {
        const { options } = questions.find((question) => question.key === key)!;
        for (const { value, because } of options) {
          while (!new RegExp(`^ → ${value} `, 'm').test(open.text())) {
            const before = open.text();
            open.press('down');
            if (open.text() === before) for (const _ of options) open.press('up');
          }
          // Wrapped, it may go on in another row.
          expect(open.text().replace(/\s+/g, ' ')).toContain(because);
          seen.add(`${key}=${value}`);
        }
        answer(open, answersOf(start)[key] ?? (open === first && key === 'jobs' ? 'many' : 'unknown'));
      }
    }
  }
  const all = questions.flatMap(({ key, options }) => options.map(({ value }) => `${key}=${value}`));
  expect(all.filter((one) => !seen.has(one))).toEqual([]);
});
