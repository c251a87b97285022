import * as v from 'valibot';
import { index, text } from '../protocol/fields.ts';

/** Where code was: a frame of a stack in Python. */
export const frame = v.object({ name: text, file: text, line: index });
export type Frame = v.InferOutput<typeof frame>;

/** What a witness answers: where a thread was that was asked for, and how long the witness had waited for the lock. */
export const where = v.object({
  type: v.literal('where'),
  tid: index,
  waitedMs: v.number(),
  frames: v.array(frame),
  /** Which request the code on its stack serves, null: none, and whether a timer has called it; left out: it is not known. */
  request: v.optional(v.nullable(text)),
  timer: v.optional(v.boolean()),
});
export type Where = v.InferOutput<typeof where>;
