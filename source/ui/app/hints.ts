import { toWidth, widthOf } from '../text.ts';
import type { Theme } from '../theme.ts';

export type Hint = { readonly shown: string; readonly hint: string; readonly rank?: number };

/** Of a hint that says nothing of its rank. */
const usualRank = 3;
const rankOf = ({ rank = usualRank }: Hint) => rank;

/** Hints in one row. Where there is too little room those of the highest rank leave, the last first; rank 0 never does. */
export function fitHints(all: readonly Hint[], width: number, theme: Theme): string {
  const hints = [...all];
  const total = () => hints.reduce((sum, { shown, hint }) => sum + widthOf(shown) + widthOf(hint) + 3, 1);
  while (total() > width + 2) {
    const highest = Math.max(0, ...hints.map(rankOf));
    if (highest === 0) break;
    hints.splice(
      hints.findLastIndex((hint) => rankOf(hint) === highest),
      1,
    );
  }
  return toWidth(
    ` ${hints.map(({ shown, hint }) => `${theme.paint('strong', shown)} ${hint}`).join('  ')}`,
    width,
  );
}
