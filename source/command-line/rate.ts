import { usageError } from './usage-error.ts';

const seconds = { s: 1, m: 60, min: 60, h: 3600 } as const;

/** `50/s`, `3000/m`, `100/h`; a bare number counts per second. Throws a `UsageError` for anything else. */
export function readRate(given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  const [, amount, unit = 's'] = /^(\d+(?:\.\d+)?)(?:\/(s|min|m|h))?$/.exec(given) ?? [];
  if (amount === undefined || Number(amount) === 0)
    throw usageError('ratePerSecond', `is "${given}"`, 'it must be a rate such as 50/s or 3000/m');
  return Number(amount) / seconds[unit as keyof typeof seconds];
}
