import type { Size } from '../draw.ts';
import type { Pane } from './pane.ts';

/** What the layout knows of a pane. */
type Slot = Pick<Pane, 'id' | 'place' | 'least' | 'keeps'> & { readonly wants: number };
export type Placed = { id: string; x: number; y: number; width: number; height: number };

/** From here on the side column has room beside the list. */
const twoColumns = 72;
/** Panes across the whole width take at most this share of the rows; more once the run has ended and they tell of it. */
const wideShare = 0.5;
const wideShareAfter = 0.65;
/** Panes that keep their rows may want all; the others have at least this share of what there is. */
const othersShare = 0.5;

/** The column of the list; one more column parts it from the side. */
const leftWidth = (width: number) => Math.floor((width - 1) * (width >= 110 ? 0.54 : 0.58));

/** Cells of a pane at the side, in a body of that width. */
export const sideWidth = (width: number) => (width < twoColumns ? width : width - leftWidth(width) - 1);

/** Places panes in a body of that size. Every cell belongs to at most one pane, and none lies outside. */
export function placePanes(slots: readonly Slot[], { width, height }: Size, ended = false): Placed[] {
  const main = slots.filter((slot) => slot.place === 'main');
  // Nothing would stand at the left of the side column.
  if (width < twoColumns || main.length === 0) return stack(slots, 0, 0, width, height);
  // The first beside the list, the lanes, has what it wants before the others there.
  const side = slots
    .filter((slot) => slot.place === 'side')
    .map((slot, at) => (at === 0 ? { ...slot, keeps: true } : slot));
  const wide = slots.filter((slot) => slot.place === 'wide');
  const wanted = wide.reduce((sum, slot) => sum + slot.wants, 0);
  const below = Math.min(wanted, Math.floor(height * (ended ? wideShareAfter : wideShare)));
  const above = height - below;
  const left = leftWidth(width);
  return [
    ...stack(main, 0, 0, left, above),
    ...stack(side, left + 1, 0, width - left - 1, above, 'last'),
    ...stack(wide, 0, above, width, below),
  ];
}

function stack(
  slots: readonly Slot[],
  x: number,
  top: number,
  width: number,
  height: number,
  spare: 'first' | 'last' = 'first',
): Placed[] {
  const heights = share(slots, height, spare);
  const placed: Placed[] = [];
  let y = top;
  slots.forEach(({ id }, index) => {
    const rows = heights[index]!;
    if (rows > 0) placed.push({ id, x, y, width, height: rows });
    y += rows;
  });
  return placed;
}

/**
 * Shares rows out: first to those that keep theirs, all they want of a half; then the least that each of the others
 * needs, the last ones going without where there is too little; then row by row to those that want more, and what is
 * left to the first or the last that is shown.
 */
export function share(
  slots: readonly Pick<Slot, 'least' | 'keeps' | 'wants'>[],
  height: number,
  spare: 'first' | 'last' = 'first',
): number[] {
  let left = height;
  const heights = slots.map(() => 0);
  const most = Math.floor(height * (1 - othersShare));
  for (const first of [true, false]) {
    slots.forEach(({ least, keeps, wants }, index) => {
      if ((keeps === true) !== first || least > left) return;
      const rows = first ? Math.min(left, Math.max(least, Math.min(wants, most))) : least;
      heights[index] = rows;
      left -= rows;
    });
  }
  for (let grew = true; left > 0 && grew; ) {
    grew = false;
    slots.forEach(({ wants }, index) => {
      if (left === 0 || heights[index] === 0 || heights[index]! >= wants) return;
      heights[index]!++;
      left--;
      grew = true;
    });
  }
  const has = (rows: number) => rows > 0;
  const taker = spare === 'first' ? heights.findIndex(has) : heights.findLastIndex(has);
  if (taker >= 0) heights[taker]! += left;
  return heights;
}
