import { describe, expect, test } from 'vitest';
import { combinations, interpreters, noPython, pythonPlan } from '../../helpers/python.ts';
import { runPlan } from '../../helpers/run-plan.ts';
import { cancelsRightly, deaths, diesRightly, endsRightly, holdsOf } from './helpers/conformance.ts';
import { locatesRightly } from './helpers/freezes.ts';

const [interpreter] = interpreters;
// All interpreters, start methods and ways to die are in test/long/.
const some = combinations.filter(({ startMethod }) => startMethod === null || startMethod === 'spawn');

describe.skipIf(!interpreter)(interpreter ? `with Python ${interpreter.version}` : noPython, () => {
  describe.each(some)('under $model', (how) => {
    test('each way to end is told as it is', () => endsRightly(interpreter!, how));
    test('a crash is told with its line', () => diesRightly(interpreter!, how, deaths[0]));
    test(`tasks hear of a cancel: ${holdsOf(how)[0]}`, () =>
      cancelsRightly(interpreter!, how, holdsOf(how)[0]!));
  });

  test('a freeze in C code that keeps the lock is told with its function', () =>
    locatesRightly(interpreter!, 'c'));

  test('hybrid has calls made by a thread and by another process, and survives that one', async () => {
    const run = await runPlan(
      pythonPlan(interpreter!, 'hands_over', {
        model: 'hybrid',
        startMethod: 'spawn',
        parameters: { how: 'segfault' },
        tasks: 3,
        concurrency: 3,
        poolThreads: 2,
        poolProcesses: 1,
      }),
    );
    expect([run.results.get(0), run.results.get(2)]).toEqual(['(True, True)', '(True, True)']);
    const errors = run.of('errors').flatMap((event) => event.errors);
    expect(errors).toMatchObject([{ task: 1, name: 'LaneCrashed' }]);
    expect(errors[0]?.message).toMatch(/killed by SIGSEGV at hands_over\.py:\d+ in fails$/);
  });
});
