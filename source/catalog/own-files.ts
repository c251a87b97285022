import type { Result } from './refusal.ts';
import type { WorkloadCard } from './workloads.ts';

/** What all matches have in common, and the matches; folders end in a slash. `problem`: why a folder that is there cannot be read. */
export type Completion = {
  readonly text: string;
  readonly matches: readonly string[];
  readonly problem: string | null;
};

/** A person's own modules on this machine, by paths as they are typed. */
export type OwnFiles = {
  /** Those that were opened last, the latest first. */
  recent(): readonly string[];
  /** The shortest way to type an absolute path. */
  typeable(path: string): string;
  /** What a path that was begun can become. */
  complete(typed: string): Promise<Completion>;
  /** Loads a module in a process of its own, which ends with the signal, and remembers it. */
  open(typed: string, signal: AbortSignal): Promise<Result<WorkloadCard>>;
};
