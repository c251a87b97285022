import { expect, test } from 'vitest';
import { rootCauseOf } from '../../../source/engine/lane/root-cause.ts';

const systemError = (code: string, syscall: string) => Object.assign(new Error('no'), { code, syscall });
const refused = systemError('ECONNREFUSED', 'connect');
const known = { rootCode: 'ECONNREFUSED', syscall: 'connect' };

test.each([
  ['its own', refused, known],
  ['that of its cause', new TypeError('fetch failed', { cause: refused }), known],
  ['that of the first of several', new AggregateError([refused, systemError('ENO', 'x')]), known],
  ['that of the first of several causes', new Error('no', { cause: new AggregateError([refused]) }), known],
  [
    'that of the system behind one of a library',
    Object.assign(new Error('no', { cause: refused }), { code: 'ERR_BAD_REQUEST' }),
    known,
  ],
  [
    'that of a library, where there is no other',
    Object.assign(new Error('no'), { code: 'UND_ERR_HEADERS_TIMEOUT' }),
    { rootCode: 'UND_ERR_HEADERS_TIMEOUT', syscall: null },
  ],
  [
    'the call without its arguments',
    systemError('ENOENT', 'spawn git'),
    { rootCode: 'ENOENT', syscall: 'spawn' },
  ],
  ['none', new Error('no'), { rootCode: null, syscall: null }],
  ['none of a number', Object.assign(new Error('no'), { code: 23 }), { rootCode: null, syscall: null }],
  ['none of what is no error', 'no', { rootCode: null, syscall: null }],
  ['what a lane told', { name: 'TypeError', message: 'no', code: null, ...known }, known],
])('the code behind an error: %s', (_, error, expected) => {
  expect(rootCauseOf(error)).toEqual(expected);
});

test('an error that is its own cause has an end', () => {
  const error = new Error('no');
  error.cause = error;
  expect(rootCauseOf(error).rootCode).toBeNull();
});
