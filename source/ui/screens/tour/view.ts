import { runCommand } from '../../../catalog/wish.ts';
import { chapters } from '../../../claims/chapters.ts';
import { pythonGuide } from '../../../claims/sources.ts';
import { verdictWords } from '../../../claims/verdict-words.ts';
import type { RuntimeId } from '../../../protocol/plan.ts';
import { claimsOf, type Explained, explain, ownFile, type TourChapter } from '../../../tour/chapter.ts';
import { tourChapters } from '../../../tour/index.ts';
import { type Size, scrolled, titleRule } from '../../draw.ts';
import { paragraph } from '../../text.ts';
import type { Theme } from '../../theme.ts';
import type { Checker } from '../shared/checker.ts';
import { progressRow, verdictSign, verdictStyles, wishRows } from '../shared/rows.ts';
import { chapterOf, type TourState } from './state.ts';

/** Text is read best in lines no longer than this, however wide the terminal. */
const readable = 90;

/** The chapter in front, and how far the walk is. */
export function tourSubtitle(state: TourState, theme: Theme): string {
  const { at, shown } = state;
  const chapter = chapterOf(state);
  const title = chapters.find(({ id }) => id === chapter.id)!.title;
  const walked = tourChapters.map((one, index) => {
    const seen = claimsOf(one).every(({ id }) => shown.has(id));
    return index === at ? theme.paint('run', '▸') : seen ? theme.paint('ok', '✓') : '·';
  });
  return ` ${theme.paint('strong', title)}  chapter ${at + 1} of ${tourChapters.length}  ${walked.join('')}`;
}

/** What the runs of the chapter in front have shown so far. */
export function explainedIn(state: TourState, runtime: RuntimeId): readonly Explained[] {
  return explain(chapterOf(state), runtime, ({ id }) => state.shown.get(id) ?? null);
}

/** The chapter in front, as far as it is scrolled. */
export function drawChapter(state: TourState, checker: Checker, size: Size, theme: Theme): string[] {
  return scrolled(chapterRows(state, checker, size, theme), size.height, state.scroll, theme);
}

/** All rows of the chapter in front. */
export function chapterRows(state: TourState, checker: Checker, size: Size, theme: Theme): string[] {
  const chapter = chapterOf(state);
  const explained = explainedIn(state, checker.where.runtime);
  // The runs under way may be those of another.
  const batch = state.running === state.at ? checker.batch : null;
  const width = Math.min(size.width, readable);
  const rows: string[] = [];
  if (state.at === 0) {
    const follows = `This tour follows the guide ${pythonGuide.name} and runs its examples on this machine.`;
    rows.push(...paragraph(' ', follows, width, (row) => theme.paint('dim', row)), '');
  }
  for (const text of chapter.point) rows.push(...paragraph(' ', text, width));
  const progress = progressRow(batch, theme);
  const title = progress || explained.length > 0 ? 'What this machine says' : 'The example';
  rows.push('', titleRule(size.width, { title, focused: false }, theme));
  if (progress) rows.push(progress);
  if (explained.length === 0 && !progress)
    rows.push(...exampleRows(chapter, checker.where.runtime, width, theme));
  for (const { claim, ruling, means } of explained) {
    const { verdict, saw } = ruling;
    rows.push(
      ...paragraph(` ${verdictSign(verdict, theme)} `, claim.says, width, (row) =>
        theme.paint('strong', row),
      ),
      ...paragraph('   ', `${verdictWords[verdict]}: ${saw}`, width, (row) =>
        theme.paint(verdictStyles[verdict], row),
      ),
      ...paragraph('   ', means, width),
    );
  }
  if (state.at === tourChapters.length - 1)
    rows.push('', ...nextRows(size.width, width, checker.where.runtime, theme));
  return rows;
}

/** Behind the last chapter: what to do with all this. */
function nextRows(rule: number, width: number, runtime: RuntimeId, theme: Theme): string[] {
  const own = `heddle run ${ownFile[runtime]}`;
  return [
    titleRule(rule, { title: 'Next: your own work', focused: false }, theme),
    ...paragraph(
      ' ',
      'That was the tour. Open a file of your own: press f in the Lab (s, l), or type',
      width,
    ),
    `   ${theme.paint('strong', own)}`,
  ];
}

/** What Enter will run, before it has. */
function exampleRows(chapter: TourChapter, runtime: RuntimeId, width: number, theme: Theme): string[] {
  const claims = claimsOf(chapter);
  const runs = new Map(
    claims.flatMap((claim) => claim.checks[runtime]?.runs ?? []).map((wish) => [runCommand(wish), wish]),
  );
  const rows: string[] = [];
  for (const { says, figure } of claims) {
    rows.push(...paragraph(' · ', says, width));
    if (figure)
      rows.push(...paragraph('   ', `the Python guide: ${figure}`, width, (row) => theme.paint('dim', row)));
  }
  rows.push('', ` ${theme.paint('strong', 'Enter')} runs these, one after another:`);
  for (const wish of runs.values()) rows.push(...wishRows(wish, width, theme));
  return rows;
}
