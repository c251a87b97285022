import type { Room } from '../catalog/make-plan.ts';
import { readCores } from '../machine/cores.ts';
import { availableMemory } from '../machine/memory.ts';

/** What of this machine a plan depends on, asked once a command. */
export function readRoom(): Room {
  const { effectiveCores, quotaCores } = readCores();
  return { effectiveCores, quotaCores, availableMemoryBytes: availableMemory() };
}
