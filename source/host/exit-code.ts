import type { Outcome } from '../protocol/events.ts';

/** Exit codes of the command line, as the readme lists them. 124 is what `timeout` uses, 130 a shell's for Ctrl-C. */
export const exitCodes = {
  completed: 0,
  failed: 1,
  crashed: 1,
  usage: 2,
  /** The guide has no verdict yet: another answer is needed. */
  undecided: 3,
  'timed-out': 124,
  cancelled: 130,
} as const satisfies Record<Outcome | 'usage' | 'undecided', number>;

/** What a process exits with that ends by a signal, as shells count. */
export const signalExitCodes = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

/** What can end a run from outside: a signal, or that nobody reads its events any more. */
export type Stopper = keyof typeof signalExitCodes | 'reader';

/** The exit code of a run as text. A reader that has seen enough is no error. */
export function exitCodeOf(outcome: Outcome, stoppedBy: Stopper | null): number {
  if (stoppedBy === 'reader') return 0;
  return stoppedBy === null ? exitCodes[outcome] : signalExitCodes[stoppedBy];
}
