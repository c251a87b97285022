import { type CallableOf, withMeasure } from '../findings/measure-words.ts';
import { findingsOfProgram, type WatchFinding } from '../findings/watched.ts';
import type { MachineDescription } from '../machine/description.ts';
import type { Ending, Unobserved } from '../protocol/program-events.ts';
import { type LoadSummary, loadSummary } from '../session/load-summary.ts';
import type { Program } from '../session/program.ts';
import { type ProcessSummary, processesOf } from '../session/program-summary.ts';

/** A watched program as `heddle watch --json` prints it. */
export type WatchDocument = {
  schema: 1;
  heddle: string;
  /** ISO 8601, UTC. */
  startedAt: string;
  /** For how long it was watched. */
  wallMs: number;
  command: readonly string[];
  /** Null: it was still there when the watching ended. */
  ended: Ending | null;
  processes: readonly ProcessSummary[];
  /** Null: Heddle sent it nothing. */
  load: LoadSummary | null;
  findings: readonly WatchFinding[];
  unobserved: readonly Unobserved[];
  machine: MachineDescription;
};

type About = Pick<WatchDocument, 'heddle' | 'startedAt' | 'wallMs' | 'command' | 'machine'>;

export function watchDocument(program: Program, about: About, callableOf: CallableOf): WatchDocument {
  const { ended, unobserved } = program;
  return {
    schema: 1,
    ...about,
    ended,
    processes: processesOf(program),
    load: program.load && loadSummary(program.load),
    findings: findingsOfProgram(program).map((one) => withMeasure(one, callableOf, null)),
    unobserved,
  };
}
