import { fill, scrolled, titleRule } from '../../../draw.ts';
import type { Pane, PaneView } from '../../../panes/pane.ts';
import { paragraph } from '../../../text.ts';
import type { Seen } from '../seen.ts';

/** What cannot be seen of the process in front, and why: else its absence would be taken for a figure. */
export const unseenPane: Pane<Seen, PaneView> = {
  id: 'unseen',
  place: 'wide',
  least: 2,
  shown: ({ program }) => (program?.unavailable.length ?? 0) > 0,
  wants: (seen, { width }) => 1 + rowsOf(seen, width).length,
  length: (seen, { width }) => rowsOf(seen, width).length,
  draw(seen, size, view, theme) {
    const rule = titleRule(size.width, { title: 'Not seen', focused: view.focused }, theme);
    return fill([rule, ...scrolled(rowsOf(seen, size.width), size.height - 1, view.scroll, theme)], size);
  },
};

const rowsOf = ({ program }: Seen, width: number) =>
  (program?.unavailable ?? []).flatMap((one) => paragraph(' ', one, width));
