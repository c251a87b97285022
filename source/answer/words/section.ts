/** A row of an answer: sentences, or a command that stands on a line of its own. */
export type Row = string | { readonly command: string };

/** A part of an answer with its label: `Answer`, `Why`, `Not`. */
export type Section = { readonly label: string; readonly rows: readonly Row[] };

/** Sentences as one row; null ones are left out, and a row without any is none. */
export function rowOf(...sentences: readonly (string | null)[]): string[] {
  const said = sentences.filter((sentence) => sentence !== null);
  return said.length === 0 ? [] : [said.join(' ')];
}
