import { existsSync, readFileSync } from 'node:fs';
import type { WorkloadCard } from '../catalog/workloads.ts';
import { workloadsFolder } from './entry.ts';

/**
 * The cards of all built-in workloads. The build writes them down: importing every workload to read its title would
 * take longer than drawing the first frame.
 */
export async function builtInWorkloads(): Promise<WorkloadCard[]> {
  const written = new URL('cards.json', workloadsFolder());
  if (existsSync(written)) return JSON.parse(readFileSync(written, 'utf8')) as WorkloadCard[];
  const { readCards } = await import('./read-cards.ts');
  return readCards(workloadsFolder());
}
