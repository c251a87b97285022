import { wordsOf } from '../../catalog/models.ts';
import { count } from '../../format.ts';
import type { Rule } from '../finding.ts';

/** A function of a person's own that returned undefined every time: it may not have waited for its work. */
export const returnedNothing: Rule = {
  id: 'returned-nothing',
  looksFor: 'your function returning undefined in all tasks',
  underLoad: 'holds',
  find({ session, summary }) {
    const { undefinedResults } = summary.calls;
    const { done } = session.tasks.counts;
    if (session.plan.module === null || undefinedResults === null || done === 0 || undefinedResults < done)
      return null;
    const { nothing, pages } = wordsOf(session.plan);
    return {
      rule: this.id,
      severity: 'note',
      saw: `Your function returned ${nothing.value} ${done === 1 ? 'in its only task' : `${count(done)} times`}`,
      figures: { undefinedResults },
      why: 'What it does not wait for goes on after the task ended, and is not measured.',
      next: nothing.remedy,
      step: null,
      source: pages.eventLoop,
    };
  },
};
