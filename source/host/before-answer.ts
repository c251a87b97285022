import { longestWaitMs } from '../answer/machine.ts';
import type { Question } from '../answer/step.ts';
import { usualStartMethod } from '../catalog/runtimes/python-version.ts';
import { measureHandover } from '../machine/handover.ts';
import { waitForQuiet } from '../machine/quiet.ts';
import type { Interpreter } from '../protocol/plan.ts';
import type { Measured } from '../protocol/units.ts';

/** Other programs on less than this share of the cores disturb no ratio that anybody decides by. */
const quietRatio = 0.15;

/**
 * What is looked at before the first run of a person's work: whether the machine is quiet, for which it is waited, and
 * what a message costs. `budgetMs`: of all; `interpreter`: what runs the work, null for Node.js.
 */
export async function beforeAnswer(
  budgetMs: number,
  descriptors: Measured,
  interpreter: Interpreter | null,
): Promise<Question['before']> {
  const quiet = await waitForQuiet(quietRatio, longestWaitMs({ budgetMs }));
  const startMethod = interpreter && usualStartMethod(interpreter.version, process.platform);
  return { ...quiet, handoverMs: await measureHandover(interpreter), descriptors, startMethod };
}
