import { expect, test } from 'vitest';
import { howToLookInside } from '../../source/watch/attach/cannot-attach.ts';

const python = (version: string | null) => ({ name: 'python', version, lock: 'shared' }) as const;

test.each([
  [{ name: 'node', version: null, lock: null }, ['node', 'worker.js'], 'heddle watch --pid 7 looks into it'],
  [python('3.14.1'), ['python3', 'app.py'], 'heddle watch --pid 7 looks into it'],
  [
    python('3.13'),
    ['/srv/.venv/bin/python3', '/srv/app.py'],
    'heddle watch -- /srv/.venv/bin/python3 app.py starts it observed, and Python 3.14 or newer can be looked into as it runs',
  ],
  [
    python('3.13'),
    ['python3', '/srv/app.py'],
    expect.stringMatching(/^heddle watch -- python3 app\.py starts/),
  ],
  // Nobody types a title again.
  [python(null), ['gunicorn: master'], expect.stringContaining('heddle watch -- COMMAND starts it observed')],
  [python(null), ['python', 'a'.repeat(80)], expect.stringContaining('watch -- COMMAND starts')],
  [{ name: 'java', version: null, lock: null }, ['java', 'app.jar'], null],
])('of %j it is said what to type to see it from inside', (runtime, command, how) => {
  expect(howToLookInside(7, runtime, command)).toEqual(how);
});
