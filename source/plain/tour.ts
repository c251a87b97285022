import type { Where } from '../catalog/where.ts';
import { runCommand } from '../catalog/wish.ts';
import { chapters } from '../claims/chapters.ts';
import { pythonGuide } from '../claims/sources.ts';
import { verdictSigns, verdictWords } from '../claims/verdict-words.ts';
import type { RuntimeId } from '../protocol/plan.ts';
import { type Explained, labOf, ownFile, type TourChapter } from '../tour/chapter.ts';
import { wrap } from './wrap.ts';

/** What stands before the first chapter. */
export const tourStart: readonly string[] = [
  ...wrap(
    `This tour follows the guide ${pythonGuide.title}, runs its examples on this machine and says what came out.`,
    '',
  ),
  '',
];

/** What stands behind the last chapter. */
export const tourEnd = (runtime: RuntimeId): readonly string[] => [
  'That was the tour. Now your own work:',
  '',
  `   heddle run ${ownFile[runtime]}`,
  `   heddle guide ${ownFile[runtime]}`,
];

/** A chapter of the tour as text: its point, and what its example has just shown. */
export function chapterLines(
  chapter: TourChapter,
  number: number,
  where: Where,
  explained: readonly Explained[],
): string[] {
  const { title } = chapters.find(({ id }) => id === chapter.id)!;
  const rows = [`${number}. ${title}`, '', ...chapter.point.flatMap((text) => wrap(text, '   ')), ''];
  for (const { claim, ruling, means } of explained) {
    rows.push(...wrap(claim.says, ` ${verdictSigns[ruling.verdict]} `));
    rows.push(...wrap(ruling.saw, `   ${verdictWords[ruling.verdict]}: `, '     '));
    rows.push(...wrap(means, '   '), '');
  }
  rows.push('   Try it yourself:', `     ${runCommand(labOf(chapter, where))}`, '');
  return rows;
}
