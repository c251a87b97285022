import * as v from 'valibot';
import { cleanText } from './text.ts';

/** Milliseconds since the origin, see units.ts. */
export const at = v.number();
export const measured = v.nullable(v.number());
export const text = v.pipe(v.string(), v.transform(cleanText));
export const index = v.pipe(v.number(), v.integer(), v.minValue(0));
