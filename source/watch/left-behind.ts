import { descendantsOf } from '../telemetry/probes/children.ts';
import { mostProcesses } from './outside/processes.ts';
import { readStat } from './proc.ts';

/**
 * The processes that a program has started by now. Returns what asks those of them to end that are still there: a shell that
 * is ended leaves what it had started.
 */
export function startedBy(root: number): () => void {
  const all = descendantsOf(root, mostProcesses).map((pid) => ({ pid, ticks: readStat(pid)?.startTicks }));
  return () => {
    for (const { pid, ticks } of all) {
      // Its number may be somebody else's by then.
      if (ticks === undefined || readStat(pid)?.startTicks !== ticks) continue;
      try {
        process.kill(pid, 'SIGTERM');
      } catch {
        // It has just ended.
      }
    }
  };
}
