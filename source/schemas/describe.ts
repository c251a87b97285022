import * as v from 'valibot';
import { type ModelId, modelIds, type RuntimeId, runtimeIds } from '../protocol/plan.ts';
import type { SameAs } from './same.ts';

/** The pieces that schemas are made of: each takes the description that an editor shows, with unit and what null means. */

/** A schema with its description. */
export const described = <S extends v.GenericSchema>(schema: S, description: string) =>
  v.pipe(schema, v.description(description));

const natural = v.pipe(v.number(), v.integer(), v.minValue(0));
/** Never empty. */
export const filled = v.pipe(v.string(), v.nonEmpty());
const positive = v.pipe(v.number(), v.integer(), v.minValue(1));

/** Text that may be empty. */
export const text = (description: string) => described(v.string(), description);
/** Text that is never empty. */
export const word = (description: string) => described(filled, description);
export const flag = (description: string) => described(v.boolean(), description);
export const number = (description: string) => described(v.number(), description);
/** A whole number, 0 included. */
export const count = (description: string) => described(natural, description);
/** A whole number, 1 and more. */
export const amount = (description: string) => described(positive, description);
/** A whole number of either sign. */
export const whole = (description: string) => described(v.pipe(v.number(), v.integer()), description);
const timestamp = v.pipe(v.string(), v.isoTimestamp());
const inUtc = (description: string) => `${description}, in UTC: 2026-11-26T22:33:22.123Z.`;
/** A moment: `2026-11-26T22:33:22.123Z`. */
export const moment = (description: string) => described(timestamp, inUtc(description));

/** One of these words. */
export const oneOf = <const T extends readonly string[]>(words: T, description: string) =>
  described(v.picklist(words), description);
export const literal = <const T extends string | number | boolean>(value: T, description: string) =>
  described(v.literal(value), description);
export const list = <S extends v.GenericSchema>(item: S, description: string) =>
  described(v.array(item), description);
export const record = <S extends v.GenericSchema>(value: S, description: string) =>
  described(v.record(v.string(), value), description);
export const group = <const E extends v.ObjectEntries>(entries: E, description: string) =>
  described(v.object(entries), description);

/** What may be null; the description says when. */
export const maybe = <S extends v.GenericSchema>(schema: S, description: string) =>
  described(v.nullable(schema), description);
/** A number that may not have been measured. */
export const measured = (description: string) =>
  described(v.nullable(v.number()), `${description} Null: not measured.`);
/** Words that may be missing; the description says when they are. */
export const maybeText = (description: string) => described(v.nullable(v.string()), description);
/** A moment that may be missing. */
export const maybeMoment = (description: string, whenNull: string) =>
  described(v.nullable(timestamp), `${inUtc(description)} Null: ${whenNull}`);
/** A whole number, 1 and more, that may be missing. */
export const maybeAmount = (description: string) => described(v.nullable(positive), description);
/** A whole number, 0 included, that may be missing. */
export const maybeCount = (description: string) => described(v.nullable(natural), description);

/** A field that may be left out; the description says what that means. */
export const optional = <S extends v.GenericSchema>(schema: S, description: string) =>
  v.optional(described(schema, description));

/** Something for some of the models, by their names. */
export const byModel = <S extends v.GenericSchema>(value: S, description: string) =>
  byName<ModelId, S>(modelIds, value, description);
/** Something for some of the runtimes, by their names. */
export const byRuntime = <S extends v.GenericSchema>(value: S, description: string) =>
  byName<RuntimeId, S>(runtimeIds, value, description);

function byName<N extends string, S extends v.GenericSchema>(
  names: readonly N[],
  value: S,
  description: string,
) {
  const entries = Object.fromEntries(names.map((name) => [name, v.exactOptional(value)]));
  return group(entries as Record<N, v.ExactOptionalSchema<S, undefined>>, description);
}

/** The value of a parameter of a workload. */
export const parameterValue = v.union([v.number(), v.string(), v.boolean()]);

/**
 * A whole document, or a line of a stream, with what it is called and where it comes from. Does not compile where the
 * schema and the type of what is printed are not the same; the error then names the fields.
 */
export function schemaOf<T>() {
  return <S extends v.GenericSchema>(
    title: string,
    description: string,
    schema: S & SameAs<T, v.InferOutput<S>>,
  ): v.GenericSchema => v.pipe(schema as v.GenericSchema, v.title(title), v.description(description));
}
