import { wordsOf } from '../../catalog/models.ts';
import { bytes, plural } from '../../format.ts';
import type { Rule } from '../finding.ts';

/** A line costs its writer about 10 µs (a call of the system, and the text): from here on that is a hundredth of a core. */
const linesPerSecond = 1000;
/** Of fewer lines in all the run is too short to say how often. */
const fewestLines = 1000;

/** Work that prints so much that printing is part of what was measured. */
export const printsMuch: Rule = {
  id: 'prints-much',
  looksFor: 'your code printing so much that it takes time',
  underLoad: 'holds',
  find({ session, summary }) {
    const { lines, bytes: printed } = summary.output;
    const { wallMs } = summary;
    if (session.plan.module === null || wallMs === null || lines < fewestLines) return null;
    const perSecond = (1000 * lines) / wallMs;
    if (perSecond < linesPerSecond) return null;
    return {
      rule: this.id,
      severity: 'note',
      saw: `Your code printed ${plural(lines, 'line')}, ${bytes(printed)}`,
      figures: { lines, printedBytes: printed, linesPerSecond: Math.round(perSecond) },
      why: 'Each line is written while its lane waits, and that time was measured, too.',
      next: 'Print less, and run it again',
      step: null,
      source: wordsOf(session.plan).pages.eventLoop,
    };
  },
};
