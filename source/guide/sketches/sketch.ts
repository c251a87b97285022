import type { Sizing } from '../decision.ts';

/** Languages a sketch is written in. */
export const languages = ['node', 'python'] as const;
export type Language = (typeof languages)[number];

/** A model in 10 to 35 lines that run as they are, with the sizes of a verdict. Each prints squares of 0 to 7. */
export type Sketch = Readonly<Record<Language, (sizing: Sizing) => string>>;

/** What every sketch prints. */
export const sketchOutput = '0 1 4 9 16 25 36 49';

/** Source text without the line break that a template literal begins with. */
export function source(text: string): string {
  return text.replace(/^\n/, '');
}
