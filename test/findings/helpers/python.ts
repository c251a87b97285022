import type { Interpreter, Plan } from '../../../source/protocol/plan.ts';

/** What of an interpreter matters to findings. */
export type Python = Partial<Pick<Interpreter, 'version' | 'lock'>>;

/** The part of a plan that has it run in CPython; in Node.js without one. */
export function inPython(python: Python | undefined): Partial<Plan> {
  if (!python) return {};
  const { version = '3.13.0', lock = 'shared' } = python;
  return { runtime: 'python', interpreter: { path: '/usr/bin/python3', version, lock, asked: null } };
}
