import { isSerial, modelCard } from '../catalog/models.ts';
import { count } from '../format.ts';
import { spreadOf } from '../statistics/sample.ts';
import type { Row } from './comparison.ts';
import type { Judged } from './judged-by.ts';
import { valuesOf } from './standings.ts';

/** `threads (401 ms)`. */
export function named(row: Row, judged: Judged): string {
  const values = valuesOf(row, judged);
  return `${row.variant.label} (${judged.column.show(spreadOf({ values, unit: '' }).median)})`;
}

/**
 * That rows run other numbers of tasks at once, where models that have a choice do: then not only the models are
 * compared. Empty where they do not. A label that is no model says itself what sets the row apart.
 */
export function lanesWords(rows: readonly Row[]): string {
  const chosen = rows.filter(
    ({ variant: { label, plan } }) => label === plan.model && !isSerial(modelCard(plan)),
  );
  if (new Set(chosen.map(({ variant }) => variant.plan.concurrency)).size < 2) return '';
  const numbers = chosen.map(({ variant: { label, plan } }) => `${label} ${count(plan.concurrency)}`);
  return `Tasks at once differ: ${numbers.join(', ')}.`;
}
