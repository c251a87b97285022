import { type Field, inFlags, type Refusal, type Result } from '../catalog/refusal.ts';

/** A command line that cannot be meant as it stands: one line that says what was wrong and what would be right. */
export class UsageError extends Error {
  override name = 'UsageError';
  /** What of the wish it is about, for scripts; null where it is about the command line itself. */
  readonly refusal: Refusal | null;

  constructor(message: string, { refusal, ...options }: ErrorOptions & { refusal?: Refusal } = {}) {
    super(message, options);
    this.refusal = refusal ?? null;
  }
}

/** What of a command line is wrong, and what would be right: see `Refusal`. */
export function usageError(field: Field, problem: string, remedy: string | null = null): UsageError {
  const refusal = { field, problem, remedy };
  return new UsageError(inFlags(refusal), { refusal });
}

/** A word too many. `takes`: what the command takes instead, `one workload`. */
export function unexpected(word: string, command: string, takes: string): UsageError {
  return usageError('arguments', `unexpected argument "${word}"`, `${command} takes ${takes}`);
}

/** What was asked for. Throws a `UsageError` in the words of the command line where it was refused. */
export function accepted<T>(result: Result<T>): T {
  if (result.refusal) throw new UsageError(inFlags(result.refusal), { refusal: result.refusal });
  return result.value;
}
