import type { Answer } from '../answer.ts';
import { cannotTellRows } from './cannot-tell.ts';
import { holdsRows, unknownRows } from './holds.ts';
import type { Section } from './section.ts';
import { takeRows } from './take.ts';
import { whyRows } from './why.ts';
import { whyNotRows } from './why-not.ts';

export { inShort } from './numbers.ts';
export type { Row, Section } from './section.ts';
export { headlineOf } from './take.ts';
export { whyNotSentence } from './why-not.ts';

/** All that an answer says, in the order in which it is read: text, Markdown and the screen have the same. */
export function answerSections(answer: Answer): Section[] {
  const { candidate } = answer;
  const sections: Section[] = [
    { label: 'Answer', rows: candidate === null ? cannotTellRows(answer) : takeRows(answer, candidate) },
    { label: 'Why', rows: whyRows(answer) },
    // Without an answer there is nothing that they are not.
    { label: candidate === null ? 'So far' : 'Not', rows: whyNotRows(answer) },
    { label: 'Holds', rows: candidate === null ? [] : holdsRows(answer) },
    { label: 'Not known', rows: unknownRows(answer) },
    { label: 'Again', rows: [{ command: answer.command }] },
  ];
  return sections.filter(({ rows }) => rows.length > 0);
}
