import { frameWords, heldWords } from '../../../../findings/held-words.ts';
import { seconds } from '../../../../format.ts';
import { ownFrames } from '../../../../session/own-frame.ts';
import { isLoading } from '../../../../session/watch.ts';
import { fill, titleRule } from '../../../draw.ts';
import type { Pane, PaneView } from '../../../panes/pane.ts';
import { placeRows } from '../../../path-text.ts';
import { wrapped } from '../../../text.ts';
import type { Seen } from '../seen.ts';

/** Until its loop turns for the first time a program loads: that takes its time as well, and a line. */
export const loadingPane: Pane<Seen, PaneView> = {
  id: 'loading',
  place: 'main',
  least: 3,
  shown: isLoading,
  wants: (seen, { width }) => 1 + rowsOf(seen, width).length,
  length: (seen, { width }) => rowsOf(seen, width).length,
  draw(seen, size, view, theme) {
    const figure = seen.pid === null ? '' : seconds(seen.atMs);
    const rule = titleRule(size.width, { title: 'Loading', figure, focused: view.focused }, theme);
    return fill([rule, ...rowsOf(seen, size.width)], size);
  },
};

function rowsOf({ pid, loading, tree }: Seen, width: number): string[] {
  const text = (words: string) => wrapped(words, Math.max(10, width - 2)).map((row) => ` ${row}`);
  if (pid === null && tree.length > 0)
    return text('None of its processes can be observed. The list of processes says why.');
  if (pid === null) return text('It was started. None of its processes has reported yet.');
  if (loading === null) return text('It loads what it needs. Its event loop has not turned yet.');
  const [, ...callers] = ownFrames(loading);
  return [
    ...text(`It loads what it needs, now for ${heldWords(loading)}`),
    ...callers.flatMap((frame) =>
      placeRows(`called at ${frameWords(frame)}`, width - 3).map((row) => `   ${row}`),
    ),
  ];
}
