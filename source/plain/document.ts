import type { Finding } from '../findings/finding.ts';
import { findingsOf } from '../findings/index.ts';
import type { MachineDescription } from '../machine/description.ts';
import type { Session } from '../session/state.ts';
import { type Summary, summarize } from '../session/summary.ts';

/** A run as `heddle run --json` prints it. */
export type RunDocument = Summary & { findings: readonly Finding[]; machine: MachineDescription };

export function documentOf(session: Session, machine: MachineDescription): RunDocument {
  return { ...summarize(session), findings: findingsOf(session), machine };
}
