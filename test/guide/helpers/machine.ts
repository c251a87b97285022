import type { Machine } from '../../../source/guide/question.ts';

/** A machine with room: 4 cores, 8 GB, no quota. */
export const roomy: Machine = { effectiveCores: 4, availableMemoryBytes: 8e9, quotaCores: null };

/** `cpu=no io=yes scale=few` as answers. */
export function answersOf(text: string): Record<string, string> {
  return Object.fromEntries(
    text
      .split(' ')
      .filter((pair) => pair !== '')
      .map((pair) => pair.split('=') as [string, string]),
  );
}
