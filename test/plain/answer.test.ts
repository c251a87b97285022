import { expect, test } from 'vitest';
import type { Answer } from '../../source/answer/answer.ts';
import { decide } from '../../source/guide/decide.ts';
import { nothingMeasured } from '../../source/guide/measured.ts';
import { answerLines } from '../../source/plain/answer.ts';
import { answerDocument } from '../../source/plain/answer-document.ts';
import { decisionDocument } from '../../source/plain/verdict-document.ts';
import { answerOf, faults } from '../answer/helpers/answers.ts';
import { roomy } from '../guide/helpers/machine.ts';
import { faultsOf } from '../helpers/schemas.ts';

const code = { name: 'resize-threads.mjs', start: 'node resize-threads.mjs', source: '// …\n' };

test('as text it fits 80 columns, but for the command, which stands on one line', () => {
  const command = `heddle compare ./${'long/'.repeat(20)}resize.ts -c sequential=1,threads=2`;
  const lines = answerLines(answerOf({ command }), { ...code, written: true });
  expect(lines.filter((line) => line.length > 80)).toEqual([`Again      ${command}`]);
  expect(lines.at(-2)).toBe('           node resize-threads.mjs');
});

test('its document is what the schema says, whatever it came to', () => {
  const asked = { heddle: '1.2.3', startedAt: '2026-11-26T22:33:22.123Z' };
  const faultsIn = (answer: Answer) =>
    faultsOf(
      'decide',
      decisionDocument(decide({}, roomy), nothingMeasured, asked, answerDocument(answer, code)),
    );
  expect(faultsIn(answerOf())).toEqual([]);
  for (const [cannotTell] of faults)
    expect(
      faultsIn(
        answerOf({ kind: 'cannot-tell', candidate: null, figures: null, character: null, cannotTell }),
      ),
    ).toEqual([]);
  const endless = { ratio: 4, low: 0, high: Number.POSITIVE_INFINITY, rounds: 3 };
  expect(answerDocument(answerOf({ gain: endless }), null).gain).toEqual({ ...endless, high: null });
});
