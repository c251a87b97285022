import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { interpreters, noPython } from '../helpers/python.ts';

const inside = fileURLToPath(new URL('../../source/python/inside', import.meta.url));
const interpreter = interpreters.find(({ lock }) => lock === 'shared');

/** Whether it is known where the lock is: here, and as if the C library were another one than glibc. */
const program = `
import json, os, sys
sys.path.append(sys.argv[1])
from heddle_engine.lock import runtime_at
def no_such_name(name):
    raise ValueError(name)
try:
    os.confstr('CS_GNU_LIBC_VERSION')
    is_glibc = True
except ValueError:
    is_glibc = False
here = runtime_at() > 0
os.confstr = no_such_name
print(json.dumps([here == is_glibc, runtime_at()]))
`;

test.skipIf(!interpreter)(
  interpreter ? 'where the lock is, is known only where its waiters sleep inside it' : noPython,
  () => {
    const text = execFileSync(interpreter!.path, ['-c', program, inside], { encoding: 'utf8' });
    expect(JSON.parse(text)).toEqual([true, 0]);
  },
);
