import { expect, test } from 'vitest';
import { readAnswer } from '../../../source/engine/main/check-answer.ts';

const good = { ok: true, expected: 4, got: '4' };
const figure = { name: 'lost', title: 'lost', value: 1, unit: 'updates' };

test('what a check returns is told as text, with the figures it has', () => {
  expect(readAnswer(good)).toEqual({ ok: true, expected: '4', got: '4', figures: [] });
  const figures = [
    { ...figure, more: 1 },
    { ...figure, value: null },
    { ...figure, value: 0 / 0 },
  ];
  expect(readAnswer({ ...good, figures }).figures).toEqual([
    figure,
    { ...figure, value: null },
    // Divided by nothing: nothing was measured.
    { ...figure, value: null },
  ]);
});

test.each([
  ['nothing', undefined, 'it returned undefined, and not { ok: true or false, expected, got }'],
  ['yes or no', true, 'it returned true, and not { ok: true or false, expected, got }'],
  ['text for ok', { ok: 'yes' }, "it returned { ok: 'yes' }, and not { ok: true or false, expected, got }"],
  ['figures by name', { ...good, figures: { lost: 1 } }, 'its figures are no list: { lost: 1 }'],
  [
    'a figure without a unit',
    { ...good, figures: [{ name: 'lost', title: 'lost', value: 1 }] },
    "its figure { name: 'lost', title: 'lost', value: 1 } is not { name, title, value: a number or null, unit }",
  ],
  [
    'a figure in words',
    { ...good, figures: [{ ...figure, value: '1' }] },
    "its figure { name: 'lost', title: 'lost', value: '1', unit: 'updates' } is not { name, title, value: a number or null, unit }",
  ],
])('%s: refused in one line', (_, answer, reason) => {
  expect(() => readAnswer(answer)).toThrow(new Error(reason));
});
