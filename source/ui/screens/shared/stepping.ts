/** A key that moves through rows. */
export type Move = 'up' | 'down' | 'page-up' | 'page-down' | 'first' | 'last';

/** The row that a key leads to; `page`: rows that are seen at once. */
export function stepped(how: Move, from: number, page: number, last: number): number {
  const to = {
    up: from - 1,
    down: from + 1,
    'page-up': from - page,
    'page-down': from + page,
    first: 0,
    last,
  }[how];
  return Math.max(0, Math.min(last, to));
}

/** A pane that stays at its end is scrolled away from there. */
export const mirrored: Readonly<Record<Move, Move>> = {
  up: 'down',
  down: 'up',
  'page-up': 'page-down',
  'page-down': 'page-up',
  first: 'last',
  last: 'first',
};
