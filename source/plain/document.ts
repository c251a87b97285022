import type { Finding } from '../findings/finding.ts';
import { findingsOf } from '../findings/index.ts';
import type { MachineDescription } from '../machine/description.ts';
import type { Session } from '../session/state.ts';
import { type Summary, summarize } from '../session/summary.ts';

/** A run as `heddle run --json` prints it. */
export type RunDocument = Summary & {
  heddle: string;
  findings: readonly Finding[];
  machine: MachineDescription;
};

/** `heddle`: the version that ran it. */
export function documentOf(session: Session, machine: MachineDescription, heddle: string): RunDocument {
  return { ...summarize(session), heddle, findings: findingsOf(session), machine };
}
