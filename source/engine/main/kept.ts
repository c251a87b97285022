import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { RunEventOf } from '../../protocol/events.ts';
import { usedBytes } from '../../telemetry/collections.ts';

type Kept = Omit<RunEventOf<'kept'>, 'type' | 'atMs'>;

/** Less than this is what the engine itself and code that V8 has compiled come to. */
const leastGrowthBytes = 4e6;

/** Notes what this thread has in use. Returns a function that tells what it keeps at the end; null where it hardly grew. */
export function noteMemory(): () => Kept | null {
  const beganBytes = usedBytes();
  return () => {
    const endedBytes = usedBytes();
    if (endedBytes - beganBytes < leastGrowthBytes) return null;
    collectAll();
    return { beganBytes, endedBytes, keptBytes: usedBytes() };
  };
}

/** A full collection of this thread's heap: about 1 ms per MB that is kept. V8 only offers it under a flag. */
function collectAll(): void {
  setFlagsFromString('--expose-gc');
  const collect: (what?: { type: 'minor' }) => void = runInNewContext('gc');
  setFlagsFromString('--no-expose-gc');
  collect();
  // Buffers are freed beside it; the next collection, of young objects here, waits for that.
  collect({ type: 'minor' });
}
