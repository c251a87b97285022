import { count, plural } from '../../format.ts';
import type { Session } from '../../session/state.ts';
import type { Rule } from '../finding.ts';
import { type Growth, growthOf } from '../growth.ts';
import { sources } from '../sources.ts';

/** Pools of the runtime and of libraries have fewer. */
const leastGrown = 10;

type Kind = 'thread' | 'process';

/** Threads or processes that tasks start and that do not end. */
export const backlogGrows: Rule = {
  id: 'backlog-grows',
  looksFor: 'threads and processes that tasks start and that do not end',
  underLoad: 'holds',
  find({ session }) {
    const found = grownKind(session);
    if (!found) return null;
    const { kind, growth } = found;
    const { perTask, grown, tasks } = growth;
    return {
      rule: this.id,
      severity: 'problem',
      saw: `${kind === 'thread' ? 'Threads' : 'Processes'} pile up: ${count(grown)} more after ${plural(tasks, 'task')}`,
      figures: { perTask: Math.round(perTask * 1000) / 1000, grown, tasks },
      why: `Each ${kind} that stays keeps its memory. The system allows only so many.`,
      next: nextOf(session, kind),
      step: null,
      source: sources.slope,
    };
  },
};

function grownKind(session: Session): { kind: Kind; growth: Growth } | null {
  const processes = growthOf(session, ({ children }) => children);
  if (isMuch(processes)) return { kind: 'process', growth: processes };
  const threads = growthOf(session, (point) => point.threads);
  return isMuch(threads) ? { kind: 'thread', growth: threads } : null;
}

const isMuch = (growth: Growth | null): growth is Growth => growth !== null && growth.grown >= leastGrown;

function nextOf({ plan }: Session, kind: Kind): string {
  if (kind === 'process') return 'Wait for the end of each process, or keep a few and give them the work';
  return plan.runtime === 'python'
    ? 'Join each thread in its task, or share one ThreadPoolExecutor'
    : 'End each worker in its task (terminate), or share one pool of workers';
}
