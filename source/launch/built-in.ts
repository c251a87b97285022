import { existsSync, readFileSync } from 'node:fs';
import type { WorkloadCard } from '../catalog/workloads.ts';
import { workloadsFolder } from './entry.ts';

/**
 * The cards of all built-in workloads, Node.js's first. The build writes them down: importing every workload to read its title would
 * take longer than drawing the first frame.
 */
export async function builtInWorkloads(): Promise<WorkloadCard[]> {
  const forNode = writtenCards('cards.json');
  if (forNode) return [...forNode, ...forPython()];
  const { readCards } = await import('./read-cards.ts');
  return [...(await readCards(workloadsFolder())), ...forPython()];
}

/** An interpreter would have to read them; there may be none. */
const forPython = () => writtenCards('python/cards.json') ?? [];

function writtenCards(name: string): WorkloadCard[] | null {
  const file = new URL(name, workloadsFolder());
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as WorkloadCard[]) : null;
}
