import { rateIn } from '../catalog/rate.ts';
import { usageError } from './usage-error.ts';

/** `50/s`, `3000/m`, `100/h`; a bare number counts per second. Throws a `UsageError` for anything else. */
export function readRate(given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  const perSecond = rateIn(given);
  if (perSecond === null)
    throw usageError('ratePerSecond', `is "${given}"`, 'it must be a rate such as 50/s or 3000/m');
  if (perSecond === 0) throw usageError('ratePerSecond', `is "${given}"`, 'it must be above 0, as 50/s is');
  return perSecond;
}
