import type { RuntimeId } from '../../protocol/plan.ts';
import type { Sizing, Work } from '../decision.ts';

/** A model in 10 to 35 lines that run as they are, with the sizes of a verdict and what its tasks do. */
export type Sketch = Readonly<Record<RuntimeId, (sizing: Sizing, work: Work) => string>>;

/** What a sketch prints: squares of 0 to 7, and where tasks share a count, that count. */
export function sketchOutput({ shares }: Work): string {
  return `0 1 4 9 16 25 36 49\n${shares ? '8 done\n' : ''}`;
}

/** Source text without the line break that a template literal begins with; `null` lines are left out. */
export function source(text: string): string {
  return text.replace(/^\n/, '').replace(new RegExp(`^ *${none}\n`, 'gm'), '');
}

/** Marks a line that this program does not have. */
const none = '\u0000';

/** A line, or none. */
export function line(there: boolean, text: string): string {
  return there ? text : none;
}
