import type { Answer } from '../answer/answer.ts';
import type { Program } from '../answer/programs/index.ts';
import { answerSections, type Row } from '../answer/words/index.ts';
import { wrap } from './wrap.ts';

const labelWidth = 11;

/** What of an answer goes with a program for it: its name, and whether it was written. */
export type Code = Program & { readonly written: boolean };

/** An answer as text, 80 columns: a label, then sentences; a command has a line of its own and is never wrapped. */
export function answerLines(answer: Answer, code: Code | null): string[] {
  const sections = answerSections(answer);
  const again = sections.pop()!;
  const all = [...sections, ...(code === null ? [] : [{ label: 'Code', rows: codeRows(code) }]), again];
  return all.flatMap(({ label, rows }) => rows.flatMap((row, at) => rowLines(row, at === 0 ? label : '')));
}

function rowLines(row: Row, label: string): string[] {
  const first = label.padEnd(labelWidth);
  return typeof row === 'string' ? wrap(row, first, ' '.repeat(labelWidth)) : [`${first}${row.command}`];
}

function codeRows({ name, start, written }: Code): Row[] {
  return written
    ? [`${name} was written. Start it with:`, { command: start }]
    : [`${name} runs your file so. --code shows it, --code ${name} writes it.`];
}
