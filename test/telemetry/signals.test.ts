import { expect, test } from 'vitest';
import { handledIn, handlesSignal } from '../../source/telemetry/probes/signals.ts';

const status = (blocked: string, caught: string) => `SigBlk:\t${blocked}\nSigCgt:\t${caught}\n`;
const [none, signal44] = ['0000000000000000', '0000080000000000'];

test.each([
  ['caught', status(none, signal44), true],
  ['caught, and blocked in this thread', status(signal44, signal44), false],
  ['not caught', status(none, none), false],
  ['another one caught', status(none, '0000040000000000'), false],
  ['nothing told', '', false],
])('a signal that is %s', (_, text, handled) => {
  expect(handledIn(text, 44)).toBe(handled);
});

test('nobody handles it in a process that is not there', () => {
  expect(handlesSignal(0, 44)).toBe(false);
});
