import { expect, test } from 'vitest';
import { outlook } from '../../source/guide/outlook.ts';
import { answersOf, roomy } from './helpers/machine.ts';

const at = (answers: string) => outlook(answersOf(answers), roomy);

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
  const first = at('cpu=yes')!;
  expect(first.at).toBe(2);
  // All but io, scale, library and connections, which are for work that waits.
  expect(first.about).toBe(14);
  expect(at('cpu=yes jobs=many')!.about).toBe(first.about);
});

test('nothing is ahead when nothing is left to ask', () => {
  expect(at('cpu=no io=no')).toBeNull();
  expect(at('cpu=yes jobs=one')).toBeNull();
});
