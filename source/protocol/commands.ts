import * as v from 'valibot';
import { planSchema } from './plan.ts';
import { protocolVersion } from './units.ts';

/** Why a run is cancelled: by a person, or because its time limit passed. */
const cancelReasons = ['user', 'time-limit'] as const;
export type CancelReason = (typeof cancelReasons)[number];

const start = v.object({
  type: v.literal('start'),
  protocol: v.literal(protocolVersion),
  plan: planSchema,
  /** A folder that belongs to this run alone; the host removes it, and so does the engine if the host dies. */
  folder: v.string(),
  /** How often to sample, or null to run without telemetry (only states of tasks are reported). */
  sampleIntervalMs: v.nullable(v.pipe(v.number(), v.minValue(10))),
  /** Whether stacks are taken of a loop that is frozen, to tell the line. */
  stacks: v.boolean(),
});

const cancel = v.object({
  type: v.literal('cancel'),
  reason: v.picklist(cancelReasons),
  /** How long tasks may take to end by themselves before the engine is killed. */
  graceMs: v.pipe(v.number(), v.minValue(0)),
});

/** Everything a host can say to an engine. `start` comes first and once. */
export const commandSchema = v.variant('type', [start, cancel]);
export type Command = v.InferOutput<typeof commandSchema>;
export type StartCommand = v.InferOutput<typeof start>;
/** How a run is watched. */
export type Watching = Pick<StartCommand, 'sampleIntervalMs' | 'stacks'>;
