import { expect, test } from 'vitest';
import type { WorkloadCard } from '../../source/catalog/workloads.ts';
import { inOrder, joined } from '../../source/ui/app/own-workloads.ts';
import { cards } from './helpers/plans.ts';

const own = (id: string, module: string): WorkloadCard => ({ ...cards[0]!, id, module });

test('own workloads come first', () => {
  expect(inOrder([...cards, own('mine', '/mine.ts')]).map(({ id }) => id)).toEqual([
    'mine',
    ...cards.map(({ id }) => id),
  ]);
});

test('a file that is opened again takes its place anew; another of the same name is called by its file', () => {
  const list = [...cards];
  expect(joined(own('compute', '/a/compute.ts'), list)).toBe('compute.ts');
  expect(joined(own('compute', '/b/compute.ts'), list)).toBe('/b/compute.ts');
  expect(joined(own('compute', '/a/compute.ts'), list)).toBe('compute.ts');
  expect(list.map(({ id }) => id)).toEqual(['compute.ts', '/b/compute.ts', ...cards.map(({ id }) => id)]);
});
