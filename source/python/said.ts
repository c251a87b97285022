import * as v from 'valibot';
import { workloadKinds } from '../catalog/workloads.ts';
import { eventSchema, outcomes, phases, type RunEvent } from '../protocol/events.ts';
import { at, index, measured, text } from '../protocol/fields.ts';
import { figure } from '../protocol/vital-events.ts';
import { where } from '../whereabouts/where.ts';

/** What an interpreter says, a line of JSON each, beside what becomes an event as it is. */
const saidSchema = v.variant('type', [
  /** The module has been loaded: what it has, as its card says, and where the interpreter keeps its own state; 0: it has no lock. */
  v.object({
    type: v.literal('loaded'),
    runtimeAt: v.number(),
    bodies: v.array(v.picklist(['blocking', 'cooperative', 'run'])),
    kind: v.picklist(workloadKinds),
    parts: v.array(text),
  }),
  v.object({ type: v.literal('phase'), phase: v.picklist(phases), atMs: at }),
  v.object({ type: v.literal('server'), pid: index }),
  v.object({ type: v.literal('lane-crashed'), lane: index, pid: index, reason: text }),
  where,
  /** What tasks stand in line for, and what they start: for the next sample. */
  v.object({ type: v.literal('figures'), figures: v.array(figure) }),
  v.object({
    type: v.literal('finish'),
    outcome: v.picklist(outcomes),
    wallMs: measured,
    message: v.nullable(text),
  }),
]);
export type Said = v.InferOutput<typeof saidSchema>;

const events = ['results', 'errors', 'calls', 'profile', 'kept', 'collected', 'check'];

/**
 * A line that an interpreter said: an event, which it says without its time, or what is for the adapter alone. Throws a
 * `ValiError` or `SyntaxError` for anything else: then the work has written to this descriptor.
 */
export function decodeSaid(line: string, atMs: number): Said | { type: 'event'; event: RunEvent } {
  const said = v.parse(v.looseObject({ type: v.string() }), JSON.parse(line));
  return events.includes(said.type)
    ? { type: 'event', event: v.parse(eventSchema, { ...said, atMs }) }
    : v.parse(saidSchema, said);
}
