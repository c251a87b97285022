import type { Callable, RanBy } from '../harness/harness.ts';
import { isSameFunction } from '../session/own-frame.ts';
import type { Watch } from '../session/watch.ts';
import type { Advice, Measure } from './step.ts';
import { functionWords } from './watch/place-words.ts';

/** What runs the functions of a process that is watched. */
export function ranBy({ program, started }: Pick<Watch, 'program' | 'started'>): RanBy {
  const { runtime, path } = started?.engine ?? { runtime: null, path: null };
  return { command: program?.target.command ?? [], python: runtime === 'python' ? path : null };
}

/** What a harness would call, as whoever reads files knows; null: none of them can be read. */
export type CallableOf = (step: Measure) => Callable | null;

/**
 * The same advice with how to try what helps, where it is about a function that can be called from another file. `key`: writes a file
 * that does so; null: there are no keys here.
 */
export function withMeasure<Of extends Advice>(advice: Of, callableOf: CallableOf, key: string | null): Of {
  const { next, step } = advice;
  if (step?.kind !== 'measure') return advice;
  const callable = callableOf(step);
  if (callable === null) return { ...advice, step: null };
  const { at, way, inputs, word } = callable;
  if (way === 'sketch')
    return { ...advice, next: `${next}. To measure it, make it a function of its own`, step: null };
  const [here] = step.places;
  const of = here && isSameFunction(here, at) ? '' : ` in ${at.name ?? functionWords(at)}`;
  if (key !== null) return { ...advice, next: `${next}. Try what helps${of} (${key})` };
  if (word === null || inputs.length > 0)
    return { ...advice, next: `${next}. To try what helps${of}, press x in heddle watch, on a terminal` };
  const command = `heddle decide ${word}`;
  return { ...advice, next: `${next}. To try what helps: ${command}`, step: { kind: 'command', command } };
}
