import type { Ran } from '../runner/batch.ts';
import type { Result } from '../session/state.ts';
import type { Difference } from './answer.ts';
import type { Turn } from './step.ts';

/** What tasks return one after another, and how far that is the same each time. */
export type Reference = {
  readonly byTask: ReadonlyMap<number, Result>;
  /** Whether the same task returned the same in two runs; null where two were not seen. */
  readonly repeats: boolean | null;
  /** Whether at least classes, types and keys were the same. */
  readonly keepsShape: boolean | null;
  /** Share of tasks that failed. */
  readonly failedRatio: number;
};

/** Reads it off the runs of the baseline. */
export function referenceOf(runs: readonly Ran<Turn>[]): Reference {
  const byTask = new Map<number, Result>();
  let repeats: boolean | null = null;
  let keepsShape: boolean | null = null;
  let failed = 0;
  let ended = 0;
  for (const { results, summary } of runs) {
    failed += summary.tasks.failed;
    ended += summary.tasks.failed + summary.tasks.done;
    for (const [task, result] of results) {
      const before = byTask.get(task);
      if (!before) byTask.set(task, result);
      else if (before.digest !== null && result.digest !== null) {
        repeats = (repeats ?? true) && before.digest === result.digest;
        keepsShape = (keepsShape ?? true) && before.shape === result.shape;
      }
    }
  }
  return { byTask, repeats, keepsShape, failedRatio: ended === 0 ? 0 : failed / ended };
}

/** The first task whose result is another than one after another; null where none is, or where nothing repeats. */
export function firstDifference(
  { byTask, repeats, keepsShape }: Reference,
  results: ReadonlyMap<number, Result>,
  most: number,
): Difference | null {
  if (!repeats && !keepsShape) return null;
  for (let task = 0; task < most; task++) {
    const expected = byTask.get(task);
    const got = results.get(task);
    if (!expected || !got) continue;
    const [one, other] = repeats ? [expected.digest, got.digest] : [expected.shape, got.shape];
    if (one === null || other === null || one === other) continue;
    const kind = withoutClasses(expected.text) === withoutClasses(got.text) ? 'class' : 'value';
    return { task, expected: expected.text, got: got.text, kind };
  }
  return null;
}

/** `Money { cents: 300 }` as `{ cents: 300 }`. */
const withoutClasses = (text: string) => text.replaceAll(/\b[A-Z]\w*(?:\(\d+\))? (?=[{[])/g, '');
