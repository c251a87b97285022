import { count } from '../../format.ts';
import type { Rule } from '../finding.ts';
import { growthOf } from '../growth.ts';
import { sources } from '../sources.ts';

/** Fewer come and go by themselves: pools of connections, files of a log, the runtime's own. */
const leastGrown = 20;

/** Files or sockets that tasks open and do not close. */
export const descriptorsGrow: Rule = {
  id: 'descriptors-grow',
  looksFor: 'files and sockets that stay open after their task ended',
  // Threads and processes that stay hold their pipes: those go with them.
  unless: ['backlog-grows'],
  underLoad: 'holds',
  find({ session }) {
    const growth = growthOf(session, ({ descriptors }) => descriptors);
    if (!growth || growth.grown < leastGrown) return null;
    const { perTask, grown, tasks } = growth;
    return {
      rule: this.id,
      severity: 'problem',
      saw: `Files or sockets stay open: ${count(grown)} more after ${count(tasks)} tasks, ${few(perTask)} per task`,
      figures: { descriptorsPerTask: round(perTask), grown, tasks },
      why: 'At the limit of open files (ulimit -n) each open and connect fails: EMFILE.',
      next:
        session.plan.runtime === 'python'
          ? 'Use with: it closes what a task opens, also when the task fails'
          : 'Close what a task opens before it ends: in finally, also when it fails',
      step: null,
      source: sources.descriptors,
    };
  },
};

const round = (value: number) => Math.round(value * 1000) / 1000;
const few = (perTask: number) => (perTask >= 10 ? count(Math.round(perTask)) : perTask.toFixed(1));
