import type { LanesOf } from '../comparison/plan-comparison.ts';
import { usageError } from './usage-error.ts';

/** `async=500,threads=4`, where models are compared; null for one number, or none. */
export function lanesByModel(command: string | undefined, value: string | undefined): LanesOf | null {
  if (command !== 'compare' || !value?.includes('=')) return null;
  return Object.fromEntries(
    value.split(',').map((pair) => {
      const [model, number] = pair.split('=').map((part) => part.trim());
      if (!model || !/^[1-9][\d_]*$/.test(number ?? ''))
        throw usageError(
          'concurrency',
          `is "${value}"`,
          'it must be a number, or a number for each model: async=500,threads=4',
        );
      return [model, Number(number!.replaceAll('_', ''))];
    }),
  );
}

/** `a,b,c` as a list; null where nothing was said. */
export function names(value: string | undefined): string[] | null {
  if (value === undefined) return null;
  const list = value.split(',').map((name) => name.trim());
  if (list.includes(''))
    throw usageError('models', `--models is "${value}"`, 'it must be names separated by commas');
  return list;
}

const fieldOf = { set: 'parameters', answer: 'answers' } as const;

/** `name=value` of each; of a name given twice the last one. */
export function assignments(flag: keyof typeof fieldOf, pairs: readonly string[]): Record<string, string> {
  // Entries, because an assignment to __proto__ would be lost without a word.
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      if (at < 1) throw usageError(fieldOf[flag], `--${flag} is "${pair}"`, 'it must be name=value');
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}
