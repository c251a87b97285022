import { plural } from '../../format.ts';
import { sources } from '../sources.ts';
import type { ProgramRule } from './rule.ts';

/** Processes of which nothing is known: what they do is missing from all figures. */
export const notObserved: ProgramRule = {
  id: 'not-observed',
  looksFor: 'processes of the program that are not observed, and why',
  find({ unobserved, watches }) {
    const [first] = unobserved;
    if (first === undefined) return [];
    const isAllThereIs = [...watches.values()].every(({ program }) => program?.target.how === 'outside');
    const others = unobserved.length - 1;
    const isNode = watches.get(first.pid)?.started?.engine?.runtime === 'node';
    return [
      {
        rule: this.id,
        subject: null,
        severity: isAllThereIs ? 'warning' : 'note',
        saw: `${plural(unobserved.length, 'process')} of it ${others > 0 ? 'are' : 'is'} not observed: ${first.command} (${first.pid})${others > 0 ? ` and ${plural(others, 'other')}` : ''}`,
        figures: { processes: unobserved.length },
        why: `${first.why.replace(/^./, (letter) => letter.toUpperCase())}. The system alone tells of it.`,
        next: isNode
          ? `To look inside, try heddle watch --pid ${first.pid}`
          : 'Its threads, CPU, memory and connections are shown as the system has them',
        step: null,
        source: sources.environment,
      },
    ];
  },
};
