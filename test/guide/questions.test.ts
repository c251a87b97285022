import { describe, expect, test } from 'vitest';
import { accepted } from '../../source/command-line/usage-error.ts';
import { readAnswers, validAnswers } from '../../source/guide/answers.ts';
import { decide } from '../../source/guide/decide.ts';
import type { Known, Question } from '../../source/guide/question.ts';
import { questions } from '../../source/guide/questions/index.ts';
import { roomy } from './helpers/machine.ts';

/** The widest a line may be at 80 columns. */
const lineWidth = 78;

describe.each(questions.map((question) => [question.key, question] as const))('%s', (_, question) => {
  test('ends with "I do not know", and every text is there and fits a line', () => {
    const values = question.options.map(({ value }) => value);
    expect(values.at(-1)).toBe('unknown');
    expect(new Set(values).size).toBe(values.length);
    expect(values.length).toBeGreaterThanOrEqual(3);
    expect(question.text).toMatch(/^[A-Z].*\?$/);
    expect(question.why).toMatch(/^[A-Z].*\.$/);
    expect(question.text.length).toBeLessThanOrEqual(lineWidth);
    for (const { label, example, because } of question.options) {
      for (const text of [label, example]) expect(text).not.toBe('');
      expect(because).toMatch(/^[A-Z].*\.$/);
      expect(because.length).toBeLessThanOrEqual(lineWidth - 12);
    }
    expect(values).toContain(question.assumes.value ?? 'unknown');
    for (const text of [question.assumes.caveat, ...question.caveats.map((caveat) => caveat.text)]) {
      expect(text).toMatch(/\.$/);
      expect(text.length, text).toBeLessThanOrEqual(lineWidth - 2);
    }
    const longest = (of: (option: (typeof question.options)[number]) => string) =>
      Math.max(...question.options.map((option) => of(option).length));
    const row =
      3 +
      longest(({ value }) => value) +
      2 +
      longest(({ label }) => label) +
      7 +
      longest(({ example }) => example);
    expect(row, 'an option with its example').toBeLessThanOrEqual(lineWidth);
    for (const { because } of question.turns) {
      expect(because).toMatch(/^\S.*\.$/);
      expect(because.length).toBeLessThanOrEqual(lineWidth);
    }
  });

  test('looks only at answers to questions before it, and at its own', () => {
    const before = questions.slice(0, questions.indexOf(question)).map(({ key }) => key);
    const read = new Set<string>();
    const known = new Proxy<Record<string, string>>(
      {},
      {
        get: (_, key) => {
          read.add(String(key));
          return undefined;
        },
      },
    );
    question.skipped(known as Known);
    for (const turn of question.turns) turn.when(known as Known, 'async');
    expect([...read].filter((key) => key !== question.key && !before.includes(key))).toEqual([]);
  });
});

test('keys and ids are each used once', () => {
  const unique = (names: string[]) => expect(new Set(names).size).toBe(names.length);
  unique(questions.map(({ key }) => key));
  unique(questions.flatMap(({ turns }) => turns.map(({ id }) => id)));
  unique(questions.flatMap(({ caveats }) => caveats.map(({ id }) => id)));
});

test('a new question is a file and a line in the index: the decision takes it as it is', () => {
  const own: Question = {
    key: 'moon',
    text: 'Is the moon full?',
    why: 'Because.',
    options: [
      { value: 'yes', label: 'yes', example: 'tonight', because: 'it shines' },
      { value: 'unknown', label: "I don't know", example: 'clouds', because: 'clouds' },
    ],
    skipped: (known) => (known.cpu === 'yes' ? null : 'Only of work that computes.'),
    assumes: { value: null, caveat: 'Look up.' },
    decides: ['model', 'caveats'],
    turns: [{ id: 'full', when: (known) => known.moon === 'yes', to: 'hybrid', because: 'wolves' }],
    caveats: [{ id: 'howl', when: (known) => known.moon === 'yes', text: 'They howl.' }],
  };
  const answers = { cpu: 'yes', moon: 'yes' };
  const found = decide(answers, roomy, [...questions, own]);
  expect(found.verdict?.model).toBe('hybrid');
  expect(found.path.at(-1)).toEqual({ key: 'moon', value: 'yes', because: 'wolves', model: 'hybrid' });
  expect(found.caveats).toContain('They howl.');
  expect(decide({ cpu: 'yes', moon: 'unknown' }, roomy, [...questions, own]).caveats).toContain('Look up.');
});

test.each([
  [{ cpuu: 'yes' }, /no question "cpuu" \(did you mean "cpu"\?\); its questions are cpu, io/],
  [
    { scale: 'thousand' },
    /scale is "thousand" \(did you mean "thousands"\?\); it must be one of: thousands, /,
  ],
  [{ constructor: 'yes' }, /no question "constructor"/],
  [{ cpu: '' }, /cpu is ""/],
])('answers %o are refused in a line', (answers, says) => {
  expect(() => accepted(readAnswers(answers))).toThrow(says);
});

test('answers from elsewhere that mean nothing any more are left out', () => {
  expect(validAnswers({ cpu: 'yes', io: 'perhaps', weather: 'fine' })).toEqual({ cpu: 'yes' });
});
