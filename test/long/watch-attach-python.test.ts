import { expect, test } from 'vitest';
import { Attached } from '../../source/watch/attach/attached.ts';
import { interpreters } from '../helpers/python.ts';
import { firstLine, running } from '../watch/runs/helpers/running.ts';

const named = process.env.HEDDLE_TEST_PYTHON314;
const python = named ?? interpreters.find(({ version }) => Number(version.split('.')[1]) >= 14)?.path ?? null;
const skipped = python === null ? ' (skipped: HEDDLE_TEST_PYTHON314 has to name a CPython 3.14)' : '';

const ignore = () => {};
const attach = (pid: number) =>
  Attached.attach({
    ...{ pid, runtime: 'python', yes: false, onEvent: ignore, onBroken: ignore, onWaiting: ignore },
  }).then(() => null, String);

const joins = `
import threading, time
def others():
    while True: time.sleep(0.01)
thread = threading.Thread(target=others, daemon=True)
thread.start()
print('here', flush=True)
thread.join()
`;
const computes = "print('here', flush=True)\nsum(range(10 ** 15))";

test.skipIf(python === null).each([
  [
    'waits for its threads is soon given up',
    joins,
    /runs no Python: its main thread has slept for 10 s; try again when it wakes/,
  ],
  [
    'is in a call of C code is waited for longer',
    computes,
    /has run no Python for 60 s: a call of C code has not returned/,
  ],
])(`one whose main thread %s${skipped}`, async (_, script, why) => {
  await using program = await running([python!, '-c', script]);
  await firstLine(program.child);
  expect(await attach(program.pid)).toMatch(why);
});
