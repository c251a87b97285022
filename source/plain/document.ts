import type { Field, Refusal } from '../catalog/refusal.ts';
import type { Finding } from '../findings/finding.ts';
import { findingsOf } from '../findings/index.ts';
import type { MachineDescription } from '../machine/description.ts';
import type { Session } from '../session/state.ts';
import { type Summary, summarize } from '../session/summary.ts';

/** Why nothing was run, as `--json` prints it beside the line on standard error. */
export type RefusalDocument = {
  schema: 1;
  heddle: string;
  /** `field`: what of the wish it is about; null where it is about the command line itself. */
  refusal: { field: Field | null; problem: string; remedy: string | null };
};

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

/** `line`: what was said of it. */
export function refusalDocument(refusal: Refusal | null, line: string, heddle: string): RefusalDocument {
  return { schema: 1, heddle, refusal: refusal ?? { field: null, problem: line, remedy: null } };
}
