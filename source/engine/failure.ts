import { inspect } from 'node:util';

/** An error as plain data, as it crosses from lane to host. */
export type Failure = { name: string; message: string; code: string | null };

/** Anything that can be thrown, as plain data. Never throws, even for what cannot be looked at. */
export function describeError(error: unknown): Failure {
  try {
    return readError(error);
  } catch {
    return { name: 'Error', message: '(an error that cannot be shown)', code: null };
  }
}

function readError(error: unknown): Failure {
  if (error instanceof Error || (typeof error === 'object' && error !== null && 'message' in error)) {
    const { name, message, code } = error as { name?: unknown; message: unknown; code?: unknown };
    return {
      name: typeof name === 'string' ? name : 'Error',
      message: String(message),
      code: typeof code === 'string' ? code : null,
    };
  }
  return { name: 'Error', message: `threw ${preview(error)}`, code: null };
}

/** A returned value as one short line for people. */
export function preview(value: unknown): string {
  try {
    const text = inspect(value, {
      depth: 1,
      breakLength: Number.POSITIVE_INFINITY,
      maxArrayLength: 5,
      maxStringLength: 100,
    });
    return text.length > 120 ? `${text.slice(0, 119)}…` : text;
  } catch {
    // A value whose own inspection throws is still a value.
    return '(a value that cannot be shown)';
  }
}

/** Why a value could not cross: Node's own message is an internal function's source text. */
export function describeUncloneable(value: unknown, from: 'thread' | 'process'): Failure {
  const where = from === 'thread' ? 'its thread' : 'its process';
  return {
    name: 'DataCloneError',
    message: `returned ${preview(value)}, which cannot leave ${where}: only plain data can be copied across`,
    code: 'ERR_UNCLONEABLE',
  };
}
