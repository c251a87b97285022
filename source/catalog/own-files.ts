import type { Result } from './refusal.ts';
import type { WorkloadCard } from './workloads.ts';

/** A person's own modules on this machine, by paths as they are typed. */
export type OwnFiles = {
  /** Those that were opened last, the latest first. */
  recent(): readonly string[];
  /** What a path that was begun can become: what all matches have in common, and the matches; folders end in a slash. */
  complete(typed: string): Promise<{ readonly text: string; readonly matches: readonly string[] }>;
  /** Loads a module in a process of its own, which ends with the signal, and remembers it. */
  open(typed: string, signal: AbortSignal): Promise<Result<WorkloadCard>>;
};
