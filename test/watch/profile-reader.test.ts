import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { WatchEventOf } from '../../source/protocol/watch-events.ts';
import { ProfileReader } from '../../source/watch/profile-reader.ts';
import { temporaryFolder } from '../helpers/folder.ts';

const event = (state: WatchEventOf<'profile'>['state']): WatchEventOf<'profile'> => ({
  ...{ type: 'profile', atMs: 9, state, forMs: 5, startedMs: 1 },
  ...{ found: null, path: null, bytes: null, why: state === 'failed' ? 'it was interrupted' : null },
});

test('the pieces are one file, named once it is taken', () => {
  const reader = new ProfileReader(temporaryFolder(), 7, ['node', 'a.js']);
  expect(reader.noted(event('runs'))).toEqual(event('runs'));
  reader.piece('{"a":');
  reader.piece('1}');
  const { path, bytes } = reader.noted(event('taken'));
  expect([readFileSync(path!, 'utf8'), bytes]).toEqual(['{"a":1}', 7]);
});

test.each(['failed', 'closed'])('of one that %s nothing is left', (how) => {
  const folder = temporaryFolder();
  const reader = new ProfileReader(folder, 7, ['node', 'a.js']);
  reader.piece('{"a":');
  if (how === 'closed') reader.close();
  else expect(reader.noted(event('failed'))).toEqual(event('failed'));
  expect(readdirSync(folder)).toEqual([]);
});

test('why it cannot be written is told', () => {
  const reader = new ProfileReader(join(temporaryFolder(), 'gone'), 7, ['node', 'a.js']);
  reader.piece('{');
  expect(reader.noted(event('taken'))).toMatchObject({
    state: 'failed',
    why: expect.stringMatching(/^it cannot be written: ENOENT/),
  });
  expect(reader.noted(event('taken'))).toMatchObject({ state: 'failed', why: 'it is empty' });
});
