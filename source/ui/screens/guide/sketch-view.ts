import type { Verdict } from '../../../guide/decision.ts';
import { sketchOf } from '../../../guide/sketches/index.ts';
import type { Language } from '../../../guide/sketches/sketch.ts';
import { languageNames } from '../../../guide/words.ts';
import { type Size, scrolled, titleRule } from '../../draw.ts';
import type { Theme } from '../../theme.ts';

const needs: Readonly<Record<Language, string>> = { node: 'Node.js 22', python: 'Python 3.9' };

/** The verdict as a program. */
export function sketchView(
  verdict: Verdict,
  language: Language,
  scroll: number,
  { width, height }: Size,
  theme: Theme,
): string[] {
  const code = sketchRows(verdict, language);
  const extra = code.some((line) => line.includes("'piscina'")) ? ' and npm install piscina' : '';
  const title = `${verdict.model} in ${languageNames[language]}`;
  return [
    titleRule(width, { title, figure: `runs as it is: ${needs[language]}${extra}`, focused: false }, theme),
    ...scrolled(
      code.map((line) => ` ${line}`),
      height - 1,
      scroll,
      theme,
    ),
  ];
}

/** Its lines, for the length of what is scrolled. */
export function sketchRows(verdict: Verdict, language: Language): string[] {
  return sketchOf(verdict, language).trimEnd().split('\n');
}
