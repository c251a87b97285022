import { runCommand } from '../../../catalog/wish.ts';
import { chapters } from '../../../claims/chapters.ts';
import { verdictWords } from '../../../claims/verdict-words.ts';
import { claimsOf, type Explained, type TourChapter } from '../../../tour/chapter.ts';
import type { Batch } from '../../batches.ts';
import { type Size, scrolled, titleRule } from '../../draw.ts';
import { paragraph } from '../../text.ts';
import type { Theme } from '../../theme.ts';
import { runtime } from '../shared/checker.ts';
import { commandRows, progressRow, verdictSign, verdictStyles } from '../shared/rows.ts';

/** Text is read best in lines no longer than this, however wide the terminal. */
const readable = 90;

export function titleOf({ id }: TourChapter): string {
  return chapters.find((chapter) => chapter.id === id)!.title;
}

type View = {
  chapter: TourChapter;
  explained: readonly Explained[];
  /** The runs of this chapter that are under way. */
  batch: Batch | null;
  scroll: number;
  size: Size;
  theme: Theme;
};

/** A chapter's rows, and how far they are scrolled at most. */
export function drawChapter(view: View): { rows: string[]; scroll: number } {
  const { size, theme } = view;
  const all = chapterRows(view);
  const scroll = Math.max(0, Math.min(view.scroll, all.length - size.height));
  return { rows: scrolled(all, size.height, scroll, theme), scroll };
}

function chapterRows({ chapter, explained, batch, size, theme }: View): string[] {
  const width = Math.min(size.width, readable);
  const rows: string[] = [];
  for (const text of chapter.point) rows.push(...paragraph(' ', text, width));
  const progress = progressRow(batch, theme);
  const title = progress || explained.length > 0 ? 'What this machine says' : 'The example';
  rows.push('', titleRule(size.width, { title, focused: false }, theme));
  if (progress) rows.push(progress);
  if (explained.length === 0 && !progress) return [...rows, ...exampleRows(chapter, width, theme)];
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
  return rows;
}

/** What Enter will run, before it has. */
function exampleRows(chapter: TourChapter, width: number, theme: Theme): string[] {
  const claims = claimsOf(chapter);
  const runs = new Map(
    claims.flatMap((claim) => claim.checks[runtime]!.runs).map((wish) => [runCommand(wish), wish]),
  );
  const rows: string[] = [];
  for (const { says, figure } of claims) {
    rows.push(...paragraph(' · ', says, width));
    if (figure)
      rows.push(...paragraph('   ', `the article: ${figure}`, width, (row) => theme.paint('dim', row)));
  }
  rows.push('', ` ${theme.paint('strong', 'Enter')} runs, one after another:`);
  for (const wish of runs.values()) rows.push(...commandRows(wish, width, theme));
  return rows;
}
