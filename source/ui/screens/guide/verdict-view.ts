import { runtimeTitles } from '../../../catalog/runtimes/index.ts';
import type { Step, Verdict } from '../../../guide/decision.ts';
import { contradictionLine } from '../../../guide/measured.ts';
import { sketchOf } from '../../../guide/sketches/index.ts';
import { sizeWords, whereNames } from '../../../guide/words.ts';
import type { RuntimeId } from '../../../protocol/plan.ts';
import { type Size, scrolled, titleRule } from '../../draw.ts';
import { paragraph, toWidth, widthOf } from '../../text.ts';
import type { Theme } from '../../theme.ts';
import { labelled } from '../shared/rows.ts';
import { besideMeasured } from './beside-measured.ts';
import { scrollKeys } from './make-key.ts';
import { type GuideState, isMeasured, measuredFor } from './state.ts';

/** The verdict on one screen: model and sizes, the path, why not the others, what to mind. */
export function verdictView(state: GuideState, scroll: number, size: Size, theme: Theme): string[] {
  const rows = verdictRows(state, size, theme);
  return scrolled(rows, size.height, scroll, theme, scrollKeys);
}

/** All rows; the steps that changed nothing share one where there is too little room. */
export function verdictRows(state: GuideState, { width, height }: Size, theme: Theme): string[] {
  const { decision, found } = state;
  const { verdict, whyNot, caveats, unused } = decision;
  const path = decision.path.map((step) =>
    isMeasured(step.key, state)
      ? { ...step, because: `Measured: ${measuredFor(step.key, state)!.saw} ${step.because}` }
      : step,
  );
  if (!verdict) return [];
  const { model, engine, sizing, runtime } = verdict;
  const rule = (title: string, figure = '') => titleRule(width, { title, figure, focused: false }, theme);
  const head = [
    rule('Verdict', whereNames[runtime]),
    ` ${theme.paint('mark', ` ${model} `)}  ${theme.paint('strong', sizeWords(sizing))}`,
    ...(engine ? labelled(engine.name, engine.because, width, theme, 'warn') : []),
    ...labelled('Size', sizing.formula, width, theme),
    ...besideRows(state, width, theme),
  ];
  const others = Object.entries(whyNot).flatMap(([name, reason]) =>
    paragraph(` ${toWidth(name, 11)}`, reason, width),
  );
  const mind = [
    ...found.contradicted.map((one) => `${contradictionLine(one)} Press e to change your answer.`),
    ...caveats,
    ...unused.map(({ key, value, because }) => `${key}=${value} does not count: ${because}`),
  ].flatMap((text) => paragraph(' · ', text, width));
  const rest = [rule('Why not'), ...others, ...(mind.length > 0 ? [rule('Keep in mind'), ...mind] : [])];
  const long = pathRows(path, width);
  const fits = head.length + 1 + long.length + rest.length <= height;
  return [...head, rule('Because'), ...(fits ? long : shortPath(path, width, theme)), ...rest];
}

/** What measuring the person's work came to, beside what the answers alone lead to. */
function besideRows({ decision, own, answers }: GuideState, width: number, theme: Theme): string[] {
  if (own?.phase !== 'ended' || !decision.verdict) return [];
  const alone = decision.path.at(-1)?.model ?? null;
  const beside = besideMeasured(own.answer, alone, answers);
  return labelled('Measured', beside.text, width, theme, beside.agrees ? 'ok' : 'warn');
}

function pathRows(path: readonly Step[], width: number): string[] {
  const names = path.map(({ key, value }) => `${key}=${value}`);
  const column = Math.max(0, ...names.map(widthOf));
  return path.flatMap(({ because }, at) => paragraph(` ${toWidth(names[at]!, column)} `, because, width));
}

/** Steps that turned the model in full, the others by name. */
function shortPath(path: readonly Step[], width: number, theme: Theme): string[] {
  const turned = path.filter(({ model }, at) => model !== (path[at - 1]?.model ?? null));
  const others = path.filter((step) => !turned.includes(step));
  const names = others.map(({ key, value }) => `${key}=${value}`).join(' · ');
  return [
    ...pathRows(turned, width),
    ...(names === '' ? [] : [theme.paint('dim', toWidth(` and ${names}`, width))]),
  ];
}

const needs: Readonly<Record<RuntimeId, string>> = { node: 'Node.js 22', python: 'Python 3.9' };

/** The verdict as a program. */
export function sketchView(
  verdict: Verdict,
  language: RuntimeId,
  scroll: number,
  { width, height }: Size,
  theme: Theme,
): string[] {
  const code = sketchRows(verdict, language);
  const extra = code.some((line) => line.includes("'piscina'")) ? ' and npm install piscina' : '';
  const title = `${verdict.model} in ${runtimeTitles[language]}`;
  return [
    titleRule(
      width,
      { title, figure: `runs as it is with ${needs[language]}${extra}`, focused: false },
      theme,
    ),
    ...scrolled(
      code.map((line) => ` ${line}`),
      height - 1,
      scroll,
      theme,
      scrollKeys,
    ),
  ];
}

/** Its lines, for the length of what is scrolled. */
export function sketchRows(verdict: Verdict, language: RuntimeId): string[] {
  return sketchOf(verdict, language).trimEnd().split('\n');
}
