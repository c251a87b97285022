import { modelCard, staysOnLoop, wordsOf } from '../../catalog/models.ts';
import { count, plural } from '../../format.ts';
import { ownFigure } from '../../session/figure-values.ts';
import type { Rule } from '../finding.ts';

/** A check that counted updates of shared data, and found fewer than were made. */
export const lostUpdates: Rule = {
  id: 'lost-updates',
  looksFor: 'updates of shared data that were overwritten',
  underLoad: 'holds',
  find({ session, summary }) {
    const lost = ownFigure(summary, 'lostUpdates');
    const made = ownFigure(summary, 'expectedUpdates');
    if (lost === null || lost <= 0) return null;
    const words = wordsOf(session.plan);
    const loop = staysOnLoop(modelCard(session.plan));
    return {
      rule: this.id,
      severity: 'problem',
      saw:
        made === null
          ? `${plural(lost, 'update')} ${lost === 1 ? 'was' : 'were'} lost`
          : `${count(lost)} of ${plural(made, 'update')} ${lost === 1 ? 'was' : 'were'} lost`,
      figures: { lostUpdates: lost, ...(made === null ? {} : { expectedUpdates: made }) },
      why: 'One task read, another one wrote, and then the first overwrote that update.',
      next: loop
        ? `Do not await between reading and writing, or hold ${words.mutex} over both`
        : words.safeUpdate,
      step: null,
      source: words.pages.sharedMemory,
    };
  },
};
