import { expect } from 'vitest';
import type { Interpreter } from '../../../../source/catalog/interpreters.ts';
import { pythonFixture, pythonPlan } from '../../../helpers/python.ts';
import { runPlan } from '../../../helpers/run-plan.ts';

/** Ways to hold the loop, each with the function of the fixture that does it. */
export const freezes = {
  c: 'in_c',
  python: 'in_python',
  sleep: 'asleep',
  regex: 'in_regular_expression',
  hash: 'in_c_without_lock',
  child: 'in_child',
} as const;

/** A freeze is told with the function of the person's that it is in, also inside of C code. */
export async function locatesRightly(interpreter: Interpreter, how: keyof typeof freezes): Promise<void> {
  const run = await runPlan(
    pythonPlan(interpreter, 'freezes', {
      model: 'async',
      parameters: { how, seconds: 0.6 },
      tasks: 3,
      concurrency: 3,
    }),
  );
  expect(run.session.ended).toMatchObject({ outcome: 'completed', message: null });
  const held = run.of('held').filter(({ over, frames }) => over && frames.length > 0);
  const longest = held.sort((a, b) => b.durationMs - a.durationMs)[0];
  // On a busy machine the task before may have been on the loop when the freeze began: then no single one is blamed.
  if (longest?.holder) expect(longest.holder).toMatchObject({ kind: 'task', task: 1 });
  const own = longest!.frames.filter(({ file }) => file === pythonFixture('freezes'));
  expect(own.map(({ name }) => name)).toContain(freezes[how]);
  // What it waits for is told of the line that is told, whatever it called after that.
  if (how === 'child') expect(longest!.cause).toBe('child');
}

/** While threads run Python code that calls and returns all the time, asking where they are harms nothing. */
export async function survivesRightly(interpreter: Interpreter): Promise<void> {
  const run = await runPlan(
    pythonPlan(interpreter, 'freezes', {
      model: 'async',
      parameters: { how: 'threads', seconds: 5 },
      tasks: 3,
      concurrency: 3,
    }),
  );
  expect(run.session.ended).toMatchObject({ outcome: 'completed', message: null });
}
