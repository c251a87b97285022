import { findingsOf } from '../findings/index.ts';
import { withHow } from '../findings/step.ts';
import type { Session } from '../session/state.ts';
import { summarize } from '../session/summary.ts';
import { optionsOf } from './findings.ts';
import { escaped, fenced, markdownTable, page } from './markdown.ts';
import { headline, overheadRow, summaryRows } from './summary.ts';

/** A run as a page to send on. `command`: what runs it again; `provenance`: see there. */
export function runMarkdown(session: Session, command: string, provenance: readonly string[]): string {
  const summary = summarize(session);
  const rows = [...summaryRows(session, summary, null), overheadRow(summary)];
  const findings = findingsOf(session).map((finding) => {
    const { severity, doubtful, saw, why } = finding;
    const told = [`${saw}.`, ...(severity === 'good' ? [] : [why]), withHow(finding, optionsOf)];
    return `- **${severity}${doubtful ? ' (may be wrong: the machine was busy)' : ''}:** ${escaped(told.join(' '))}`;
  });
  return page([
    [`### ${escaped(headline(summary))}`],
    findings,
    markdownTable([['figure', 'value'], ...rows.map(({ label, parts }) => [label, parts.join(' · ')])], 2),
    ['To run it again:'],
    fenced(command, 'sh'),
    provenance,
  ]);
}
