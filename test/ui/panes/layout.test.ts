import { expect, test } from 'vitest';
import { placePanes, share } from '../../../source/ui/panes/layout.ts';

const slots = [
  { id: 'a', place: 'main', least: 4, wants: 30 },
  { id: 'b', place: 'side', least: 2, wants: 4 },
  { id: 'c', place: 'side', least: 2, wants: 5 },
  { id: 'd', place: 'wide', least: 3, wants: 5 },
  { id: 'e', place: 'wide', least: 5, keeps: true, wants: 6 },
] as const;

test('no two panes share a cell and none lies outside, at any size', () => {
  const wrong: string[] = [];
  for (let width = 1; width <= 130; width++) {
    for (let height = 1; height <= 45; height++) {
      const taken = new Set<number>();
      for (const { x, y, width: columns, height: rows } of placePanes(slots, { width, height })) {
        if (x < 0 || y < 0 || x + columns > width || y + rows > height)
          wrong.push(`${width}x${height}: outside`);
        for (let row = y; row < y + rows; row++) {
          for (let column = x; column < x + columns; column++) {
            const cell = row * width + column;
            if (taken.has(cell)) wrong.push(`${width}x${height}: shared`);
            taken.add(cell);
          }
        }
      }
    }
  }
  expect(wrong).toEqual([]);
});

test('beside the list the first pane has all it wants, of a half, before the others', () => {
  const side = (wants: number, width = 80) => {
    const shown = [...slots, { id: 'f', place: 'side', least: 2, wants: 4 } as const];
    const wanting = shown.map((slot) => (slot.id === 'b' ? { ...slot, wants } : slot));
    const placed = placePanes(wanting, { width, height: 20 });
    return ['b', 'c', 'f'].map((id) => placed.find((place) => place.id === id)?.height);
  };
  // Of the 10 rows that the panes below leave; what is over then goes round.
  expect(side(2)).toEqual([2, 4, 4]);
  expect(side(5)).toEqual([5, 3, 2]);
  expect(side(9)).toEqual([6, 2, 2]);
  // One below the other, it is one of all.
  expect(side(9, 60)).toEqual([2, 2, 2]);
});

test('rows are shared out whole: the least first, then to those that want more, the rest to the first', () => {
  const two = [
    { least: 2, wants: 4 },
    { least: 3, wants: 3 },
  ];
  expect(share(two, 4)).toEqual([4, 0]);
  expect(share(two, 6)).toEqual([3, 3]);
  expect(share(two, 12)).toEqual([9, 3]);
  expect(share(two, 12, 'last')).toEqual([4, 8]);
  expect(share([two[0]!, { ...two[1]!, keeps: true }], 4)).toEqual([0, 4]);
  // What keeps its rows has all it wants, of a half, before the others have more than their least.
  expect(share([two[0]!, { least: 3, wants: 9, keeps: true }], 14)).toEqual([5, 9]);
  expect(
    share(
      [
        { least: 2, wants: 9 },
        { least: 3, wants: 9, keeps: true },
      ],
      12,
    ),
  ).toEqual([4, 8]);
});
