import { expect, test } from 'vitest';
import type { WorkloadCard } from '../../source/catalog/workloads.ts';
import { inOrder, joined } from '../../source/ui/app/own-workloads.ts';
import { cards } from './helpers/plans.ts';

const own = (id: string, module: string, name: string | null = null): WorkloadCard => ({
  ...cards[0]!,
  id,
  module,
  export: name,
});

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

test('two exports of a file are two workloads', () => {
  const list = [...cards];
  joined(own('images.ts#crop', '/images.ts', 'crop'), list);
  joined(own('images.ts#resize', '/images.ts', 'resize'), list);
  joined(own('images.ts#crop', '/images.ts', 'crop'), list);
  expect(list.slice(0, 2).map(({ id }) => id)).toEqual(['images.ts#crop', 'images.ts#resize']);
});
