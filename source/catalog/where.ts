import type { Interpreter, RuntimeId } from '../protocol/plan.ts';
import { type RuntimeVersion, shortRuntimeName, usualRuntime } from './runtimes/index.ts';
import type { Choice } from './wish.ts';

/** Where work is to run. `interpreter`: null for Heddle's own Node.js. */
export type Where = { readonly runtime: RuntimeId; readonly interpreter: Interpreter | null };

/** Where work runs when nobody says. */
export const usualWhere: Where = { runtime: usualRuntime.id, interpreter: null };

/** The same as a part of a choice. */
export const choiceOf = ({ runtime, interpreter }: Where): Pick<Choice, 'runtime' | 'interpreter'> =>
  interpreter === null ? {} : { runtime, interpreter };

/** Where a choice runs; where work runs when nobody says, if it needs an interpreter and has none. */
export const whereOf = ({ runtime, interpreter }: Pick<Choice, 'runtime' | 'interpreter'>): Where =>
  runtime !== undefined && interpreter ? { runtime, interpreter } : usualWhere;

/** That runtime with its version. `own`: of Heddle's own Node.js. */
export function versionThere({ runtime, interpreter }: Where, own: RuntimeVersion): RuntimeVersion {
  return interpreter === null ? own : { runtime, version: interpreter.version };
}

/** `python 3.11`, or `python 3.14t` without the lock. `own`: the name of Heddle's own Node.js. */
export function nameThere({ runtime, interpreter }: Where, own: string): string {
  if (interpreter === null) return own;
  return `${shortRuntimeName({ runtime, version: interpreter.version })}${interpreter.lock === 'none' ? 't' : ''}`;
}
