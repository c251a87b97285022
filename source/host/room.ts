import type { Room } from '../catalog/room.ts';
import { readCores } from '../machine/cores.ts';
import { descriptorLimit } from '../machine/descriptors.ts';
import { availableMemory } from '../machine/memory.ts';

/** What of this machine a plan depends on, asked once a command. */
export function readRoom(): Room {
  const { effectiveCores, quotaCores } = readCores();
  const told = Number(process.env.UV_THREADPOOL_SIZE);
  const libuvThreads = Number.isInteger(told) && told > 0 ? told : undefined;
  return {
    effectiveCores,
    quotaCores,
    availableMemoryBytes: availableMemory(),
    libuvThreads,
    descriptors: descriptorLimit(),
    platform: process.platform,
  };
}
