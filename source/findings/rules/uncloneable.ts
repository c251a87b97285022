import { laneCard, wordsOf } from '../../catalog/models.ts';
import { count, plural } from '../../format.ts';
import { ownFigure } from '../../session/figure-values.ts';
import type { Session } from '../../session/state.ts';
import type { Evidence, Found, Rule } from '../finding.ts';

/** Of Node.js and of CPython. */
const codes: ReadonlySet<string | null> = new Set(['ERR_UNCLONEABLE', 'ERR_UNPICKLABLE']);
/** What V8 says of values that JSON has no text for: that error has no code and no name of its own. */
const noJson = /serialize a BigInt|circular structure to JSON/;

/** Data that cannot leave its thread or process, or that leaves it changed. */
export const uncloneable: Rule = {
  id: 'uncloneable',
  looksFor: 'data that cannot be copied between lanes, or that changes on the way',
  underLoad: 'holds',
  find(evidence) {
    return refused(evidence) ?? changed(evidence);
  },
};

function refused({ session, summary }: Evidence): Found | null {
  const { failedTasks, first } = uncloneableErrors(session);
  if (failedTasks === 0) return null;
  const fields = changedFields(summary);
  const silently = fields !== null && fields > 0;
  const { cannotCross, changes, pages } = wordsOf(session.plan);
  const failed = `${plural(failedTasks, 'task')} failed: ${cannotCross.what}`;
  return {
    rule: uncloneable.id,
    severity: 'problem',
    saw: silently
      ? `${failed}; ${plural(fields, 'field')} changed silently`
      : `${failed} (task ${count(first)})`,
    figures: { failedTasks, task: first, ...(fields === null ? {} : { changedFields: fields }) },
    why: silently ? changes.beside.why : cannotCross.why,
    next: silently
      ? changes.beside.remedy
      : 'Return plain data; keep functions, sockets and open files where they are',
    step: null,
    source: pages.copy,
  };
}

function changed({ session, summary }: Evidence): Found | null {
  const fields = changedFields(summary);
  if (fields === null || fields <= 0) return null;
  const { changes, pages } = wordsOf(session.plan);
  const apart = !laneCard(session.plan).sharesMemory;
  return {
    rule: uncloneable.id,
    severity: 'problem',
    saw: `${plural(fields, 'field')} changed on the way between lanes, without an error`,
    figures: { changedFields: fields },
    why: changes.alone.why,
    next: apart ? changes.alone.apart : changes.alone.remedy,
    step: null,
    source: apart ? pages.packing : pages.copy,
  };
}

const changedFields = (summary: Evidence['summary']) => ownFigure(summary, 'changedFields');

/** Of the errors that are kept (a thousand). */
function uncloneableErrors({ plan, errors }: Session): { failedTasks: number; first: number } {
  // On one loop nothing is sent: there it is some text of the task's own.
  const sends = laneCard(plan).copies;
  let failedTasks = 0;
  let first = 0;
  for (const [task, { code, name, message }] of errors) {
    const unsent = codes.has(code) || name === 'DataCloneError' || (sends && noJson.test(message));
    if (!unsent) continue;
    if (failedTasks++ === 0) first = task;
  }
  return { failedTasks, first };
}
