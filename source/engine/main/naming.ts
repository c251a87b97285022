import { describeError } from '../lane/failure.ts';

/** Does a step of the workload's. What it throws is told with the step's name. */
export async function naming<T>(step: string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw new Error(`the workload's ${step} failed: ${describeError(cause).message}`, { cause });
  }
}
