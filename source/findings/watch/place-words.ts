import type { HeldPlace } from '../../session/vitals.ts';
import { fileWords } from '../file-words.ts';

/** As many are in one row of a screen of 80 columns beside its sign: then what to do has the next one. */
export const mostLetters = 76;

/** `hashPassword (auth.js:42)` */
export function functionWords({ name, file, line }: Pick<HeldPlace, 'name' | 'file' | 'line'>): string {
  const at = `${fileWords(file)}:${line}`;
  return name === null ? at : `${name} (${at})`;
}

/** The same, also where the line is not the very one: `sign (near auth.js:42)`, `a call in sign just before auth.js:42`. */
export function culpritWords(
  place: Pick<HeldPlace, 'name' | 'file' | 'line' | 'placed'>,
  article: 'A' | 'a' = 'a',
): string {
  const { name, placed } = place;
  if (placed === 'at') return functionWords(place);
  if (placed === 'below') return `${article} call below ${functionWords(place)}`;
  const at = functionWords({ ...place, name: null });
  if (placed === 'near')
    return name === null ? `${article === 'A' ? 'Code' : 'code'} near ${at}` : `${name} (near ${at})`;
  return `${article} call${name === null ? '' : ` in ${name}`} just before ${at}`;
}
