import ms from 'ms';
import { mostTasks } from '../catalog/make-plan.ts';
import { names as surfaces } from '../catalog/refusal.ts';
import { mostRuns } from '../comparison/plan-comparison.ts';
import { count } from '../format.ts';
import { mostLibuvThreads } from '../protocol/plan.ts';
import { mostProfileMs } from '../protocol/profile.ts';
import { UsageError, usageError } from './usage-error.ts';

/** A word behind a flag; undefined where there is none. */
export function text(name: string, value: string | string[] | undefined): string | undefined {
  if (Array.isArray(value)) throw new UsageError(`--${name} was given more than once`);
  if (value === '') throw new UsageError(`--${name} needs a value`);
  return value;
}

const mostFrames = 30;

/** What is right for each of them. The most at once and in the pool depends on the model, which is not known here. */
const rangeOf = {
  tasks: `from 1 to ${count(mostTasks)}`,
  concurrency: 'of 1 or more',
  seed: 'of 0 or more',
  poolThreads: 'of 1 or more',
  poolProcesses: 'of 1 or more',
  libuvThreads: `from 1 to ${mostLibuvThreads}`,
  runs: `from 1 to ${mostRuns}, or auto`,
  maxCalls: 'of 1 or more',
  pid: 'of 1 or more',
  loadPort: 'from 1 to 65535',
  framesPerSecond: `from 1 to ${mostFrames}`,
};

export function wholeNumber(
  field: keyof typeof rangeOf,
  value: string | string[] | undefined,
): number | undefined {
  const given = text(surfaces[field].flag.slice(2), value);
  if (given === undefined) return undefined;
  if (!/^\d[\d_]*$/.test(given))
    throw usageError(field, `is "${given}"`, `it must be a whole number ${rangeOf[field]}`);
  return Number(given.replaceAll('_', ''));
}

type Duration = 'timeLimitMs' | 'sampleIntervalMs' | 'budgetMs' | 'forMs' | 'profileMs';

export function oneOf<const T extends string>(
  field: 'by' | 'runtime' | 'startMethod',
  words: readonly T[],
  value: string | undefined,
): T | undefined {
  if (value === undefined) return undefined;
  const found = words.find((word) => word === value.toLowerCase());
  if (found) return found;
  throw usageError(field, `is "${value}"`, `it must be one of ${words.join(', ')}`);
}

/** `30s`, `5m`, `500ms`; a bare number counts seconds. */
export function duration(field: Duration, given: string | undefined): number | undefined {
  const value = text(surfaces[field].flag.slice(2), given);
  if (value === undefined) return undefined;
  const parsed = /^\d+(\.\d+)?$/.test(value) ? Number(value) * 1000 : ms(value as ms.StringValue);
  if (parsed === undefined || Number.isNaN(parsed) || parsed < 1)
    throw usageError(field, `is "${value}"`, 'it must be a time such as 30s, 5m or 500ms');
  return parsed;
}

/** Of a profile: it has to fit into the time that the program is watched for, if that is given. */
export function profileLength(value: string | undefined, forTime: string | undefined): number | null {
  const length = duration('profileMs', value) ?? null;
  const forMs = duration('forMs', forTime) ?? null;
  if (length !== null && length > mostProfileMs)
    throw usageError('profileMs', `is "${value}"`, `it must be ${mostProfileMs / 60_000}m or shorter`);
  if (length !== null && forMs !== null && length >= forMs)
    throw usageError('profileMs', `is "${value}"`, `it must be shorter than --for ${forTime}`);
  return length;
}

/** More often than this the sampling would be what is measured. */
const shortestSampleMs = 20;

export function sampleInterval(value: string | undefined): number | null | undefined {
  if (value === 'off') return null;
  const interval = duration('sampleIntervalMs', value);
  if (interval === undefined || interval >= shortestSampleMs) return interval;
  throw usageError('sampleIntervalMs', `is "${value}"`, `it must be ${shortestSampleMs}ms or longer, or off`);
}

export function framesPerSecond(value: number | undefined): number | null {
  if (value === undefined) return null;
  if (value >= 1 && value <= mostFrames) return value;
  const right = `it must be a whole number ${rangeOf.framesPerSecond}`;
  throw usageError('framesPerSecond', `is ${value}`, right);
}
