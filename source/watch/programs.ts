import { setTimeout as wait } from 'node:timers/promises';
import type { Programs } from '../protocol/observation.ts';

/**
 * The programs of this machine; what looks at them is loaded when they are asked for. `left` resolves when nothing of Heddle's
 * is in those any more that were let go of.
 */
export function programsHere(): Programs & { left(): Promise<void> } {
  const leaving: Promise<void>[] = [];
  return {
    async list(afterMs) {
      await wait(afterMs, undefined, { ref: false });
      return (await import('./processes.ts')).runningPrograms();
    },
    async observe(program, tell) {
      const { running } = await import('./observation.ts');
      return running(program, { tell, onLeaving: (left) => void leaving.push(left) });
    },
    async left() {
      await Promise.allSettled(leaving);
    },
  };
}
