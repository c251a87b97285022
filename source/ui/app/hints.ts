import { toWidth, widthOf } from '../text.ts';
import type { Theme } from '../theme.ts';

/** Hints in one row. Where there is too little room they go one by one, but the last ones stay longest. */
export function fitHints(
  all: readonly { readonly shown: string; readonly hint: string }[],
  width: number,
  theme: Theme,
  kept = 2,
): string {
  const hints = [...all];
  const total = () => hints.reduce((sum, { shown, hint }) => sum + widthOf(shown) + widthOf(hint) + 3, 1);
  while (hints.length > kept && total() > width + 2) hints.splice(-kept - 1, 1);
  return toWidth(
    ` ${hints.map(({ shown, hint }) => `${theme.paint('strong', shown)} ${hint}`).join('  ')}`,
    width,
  );
}
