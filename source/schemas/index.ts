import type * as v from 'valibot';
import { claims } from './claims.ts';
import { compare } from './compare.ts';
import { decide, questions } from './decide.ts';
import { event } from './event.ts';
import { list, model, runtimes } from './list.ts';
import { refusal } from './refusal.ts';
import { run } from './run.ts';
import { table } from './table.ts';
import { watch } from './watch.ts';
import { watchEvent } from './watch-event.ts';

/**
 * What `--json` and `--events` print, by the name of its schema in the package. The build makes JSON Schemas of it and
 * tests hold what is printed against them; no command loads it.
 */
export const schemas: Readonly<Record<string, v.GenericSchema>> = {
  run,
  compare,
  decide,
  questions,
  list,
  model,
  runtimes,
  claims,
  table,
  watch,
  refusal,
  event,
  'watch-event': watchEvent,
};
