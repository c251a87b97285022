import { loadSummary } from '../../session/load-summary.ts';
import { loadVerdict } from '../load-words.ts';
import { sources } from '../sources.ts';
import type { ProgramRule } from './rule.ts';

/** A rate of requests that Heddle sends and the program does not hold. */
export const loadNotKept: ProgramRule = {
  id: 'load-not-kept',
  looksFor: 'a rate of requests (`--load`) that the program does not hold, and what gives way',
  find(program) {
    const verdict = program.load?.ended ? loadVerdict(program) : null;
    if (!program.load || !verdict?.isBroken) return [];
    const { heldPerSecond, brokenPerSecond } = loadSummary(program.load);
    return [
      {
        rule: this.id,
        subject: null,
        severity: 'problem',
        saw: verdict.saw,
        figures: {
          ...(heldPerSecond === null ? {} : { heldPerSecond }),
          brokenPerSecond: brokenPerSecond!,
        },
        why: verdict.why ?? 'What gave way is not seen.',
        ...verdict.advice!,
        source: sources.omission,
      },
    ];
  },
};
