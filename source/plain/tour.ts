import { runCommand } from '../catalog/wish.ts';
import { chapters } from '../claims/chapters.ts';
import { verdictSigns, verdictWords } from '../claims/verdict-words.ts';
import type { Explained, TourChapter } from '../tour/chapter.ts';
import { wrap } from './wrap.ts';

/** A chapter of the tour as text: its point, and what its example has just shown. */
export function chapterLines(
  chapter: TourChapter,
  number: number,
  explained: readonly Explained[],
): string[] {
  const { title } = chapters.find(({ id }) => id === chapter.id)!;
  const rows = [`${number}. ${title}`, '', ...chapter.point.flatMap((text) => wrap(text, '   ')), ''];
  for (const { claim, ruling, means } of explained) {
    rows.push(...wrap(claim.says, ` ${verdictSigns[ruling.verdict]} `));
    rows.push(...wrap(ruling.saw, `   ${verdictWords[ruling.verdict]}: `, '     '));
    rows.push(...wrap(means, '   '), '');
  }
  rows.push(`   try it: ${runCommand(chapter.lab)}`, '');
  return rows;
}
