import { expect, test } from 'vitest';
import { findQuestion } from '../../source/guide/answers.ts';
import { decide } from '../../source/guide/decide.ts';
import { mattering, outlook } from '../../source/guide/outlook.ts';
import { questions } from '../../source/guide/questions/index.ts';
import { answersOf, roomy } from './helpers/machine.ts';

/** At the question that comes next. */
function at(answers: string) {
  const given = answersOf(answers);
  return outlook(decide(given, roomy).next!, given, roomy);
}

test('the first question leads to one model by one answer, and to the rest by the other', () => {
  expect(at('')).toMatchObject({
    at: 1,
    leadsTo: {
      yes: ['processes'],
      no: ['sequential', 'async', 'threads'],
      unknown: ['sequential', 'async', 'threads'],
    },
  });
});

test('the third question leads to what its answers say', () => {
  expect(at('cpu=no io=yes')).toMatchObject({
    at: 3,
    leadsTo: {
      thousands: ['async'],
      framework: ['async'],
      few: ['threads'],
      legacy: ['threads'],
      unknown: ['threads'],
    },
  });
});

test('about as many questions as somebody who knows nothing more will be asked', () => {
  const first = at('cpu=yes');
  expect(first.at).toBe(2);
  // All but io, scale, library, connections and peer, which are for work that waits.
  expect(first.about).toBe(questions.length - 5);
  expect(at('cpu=yes jobs=many').about).toBe(first.about);
});

test('back at an answered question, the others stay as they are', () => {
  const given = answersOf('cpu=yes jobs=many runtime=node state=some');
  expect(outlook(findQuestion('runtime')!, given, roomy)).toMatchObject({
    at: 3,
    leadsTo: { node: ['threads'], cpython: ['processes'], unknown: ['processes'] },
  });
});

test('only questions that matter are counted', () => {
  const keys = (answers: string) => mattering(decide(answersOf(answers), roomy)).map(({ key }) => key);
  expect(keys('cpu=no io=no')).toEqual(['cpu', 'io']);
  expect(keys('cpu=yes jobs=one scale=few')).toEqual(['cpu', 'jobs', 'durable']);
  expect(keys('cpu=no')).toEqual(['cpu', 'io']);
});
