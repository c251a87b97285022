import { laneCard, wordsOf } from '../catalog/models.ts';
import { count, plural } from '../format.ts';
import { ownFigure } from '../session/figure-values.ts';
import type { Session } from '../session/state.ts';
import type { Evidence, Found, Rule } from './finding.ts';

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
  const failed = `${plural(failedTasks, 'task')} failed: their data cannot be copied`;
  return {
    rule: uncloneable.id,
    severity: 'problem',
    saw: silently
      ? `${failed}; ${plural(fields, 'field')} changed silently`
      : `${failed} (task ${count(first)})`,
    figures: { failedTasks, task: first, ...(fields === null ? {} : { changedFields: fields }) },
    why: silently
      ? 'Only plain data can be copied. JSON changes some of it without an error.'
      : 'Only plain data can be copied. Functions and sockets belong to one thread.',
    next: silently
      ? 'Return plain data, not JSON; keep functions and sockets where they are'
      : 'Return plain data; keep functions, sockets and open files where they are',
    step: null,
    source: wordsOf(session.plan).pages.copy,
  };
}

function changed({ session, summary }: Evidence): Found | null {
  const fields = changedFields(summary);
  if (fields === null || fields <= 0) return null;
  const apart = !laneCard(session.plan).sharesMemory;
  const { pages } = wordsOf(session.plan);
  return {
    rule: uncloneable.id,
    severity: 'problem',
    saw: `${plural(fields, 'field')} changed on the way between lanes, without an error`,
    figures: { changedFields: fields },
    why: 'JSON has no dates, maps or NaN, and a copy loses its class.',
    next: apart
      ? "Send plain data; between processes use serialization: 'advanced'"
      : 'Send the changed fields as plain data, not as JSON',
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
    const unsent = code === 'ERR_UNCLONEABLE' || name === 'DataCloneError' || (sends && noJson.test(message));
    if (!unsent) continue;
    if (failedTasks++ === 0) first = task;
  }
  return { failedTasks, first };
}
