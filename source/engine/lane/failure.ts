import { inspect } from 'node:util';
import { framesOf, placeOf } from '../../looks/place.ts';
import { type RootCause, rootCauseOf } from './root-cause.ts';
import { type Crossing, whatCannotCross } from './uncloneable.ts';

/** An error as plain data, as it crosses from lane to host. */
export type Failure = RootCause & {
  name: string;
  message: string;
  code: string | null;
  place: string | null;
  /** See the event. */
  stack: string[];
};

const nothingKnown = { name: 'Error', code: null, place: null, stack: [], rootCode: null, syscall: null };

/** Anything that can be thrown, as plain data. Never throws, even for what cannot be looked at. */
export function describeError(error: unknown): Failure {
  try {
    return readError(error);
  } catch {
    return { ...nothingKnown, message: '(an error that cannot be shown)' };
  }
}

function readError(error: unknown): Failure {
  if (error instanceof Error || (typeof error === 'object' && error !== null && 'message' in error)) {
    const { name, message, code, stack, place, cause } = error as Record<string, unknown>;
    return {
      name: typeof name === 'string' ? name : 'Error',
      message: withCause(String(message), cause),
      code: typeof code === 'string' ? code : null,
      // What came from a lane has no stack any more.
      place: typeof place === 'string' ? place : placeOf(stack),
      stack: Array.isArray(stack) ? (stack as string[]) : framesOf(stack),
      ...rootCauseOf(error),
    };
  }
  return { ...nothingKnown, message: `threw ${preview(error)}` };
}

/** `fetch failed` says nothing without the reason that is behind it: `connect ECONNREFUSED 127.0.0.1:80`. */
function withCause(message: string, cause: unknown): string {
  const reason = reasonIn(cause);
  return reason === '' || message.includes(reason) ? message : `${message}: ${reason}`;
}

/** The first line of an error behind another one; of several that were tried in turn, the first. */
function reasonIn(cause: unknown): string {
  if (!(cause instanceof Error)) return '';
  const [first] = cause instanceof AggregateError ? (cause.errors as unknown[]) : [];
  return cause.message.split('\n')[0] || reasonIn(first);
}

/** A returned value as one short line for people. */
export function preview(value: unknown): string {
  try {
    const text = inspect(value, {
      depth: 1,
      breakLength: Number.POSITIVE_INFINITY,
      maxArrayLength: 5,
      maxStringLength: 100,
    }).replaceAll(/\s*\n\s*/g, ' ');
    return text.length > 120 ? `${text.slice(0, 119)}…` : text;
  } catch {
    // A value whose own inspection throws is still a value.
    return '(a value that cannot be shown)';
  }
}

const uncloneable = { name: 'DataCloneError', code: 'ERR_UNCLONEABLE', rootCode: 'ERR_UNCLONEABLE' };
const onlyPlainData = 'only plain data can be copied across';

/** Why what a task or a part returned could not leave its lane. */
export function describeUncloneable(value: unknown, from: Crossing): Failure {
  const reason = whatCannotCross(value, 'result', from);
  // Where it is the whole of it, its insides say nothing: those of a socket fill the line.
  const whole = /^result is (.*)$/.exec(reason ?? '')?.[1];
  const because = reason === null || whole !== undefined ? onlyPlainData : `${reason}; ${onlyPlainData}`;
  const message = `returned ${whole ?? preview(value)}, which cannot leave its ${from}: ${because}`;
  return { ...nothingKnown, ...uncloneable, message };
}

/** Why what was handed to a lane could not reach it. `giver`: who handed it over, `name`: what it is called there. */
export function describeUnreachable(giver: string, value: unknown, name: string, to: Crossing): Failure {
  const reason = whatCannotCross(value, name, to) ?? preview(value);
  const message = `${giver} what cannot reach a ${to}: ${reason}; ${onlyPlainData}`;
  return { ...nothingKnown, ...uncloneable, message };
}

/** What ends a run whose lanes cannot be given what set-up returned. */
export function unreachableShared(shared: unknown, to: Crossing): Error {
  return new Error(describeUnreachable("the workload's set-up returned", shared, 'shared', to).message);
}

/** Whether that is what Node throws over a value that cannot be copied. */
export function isCloneError(error: unknown): boolean {
  return error instanceof Error && error.name === 'DataCloneError';
}
