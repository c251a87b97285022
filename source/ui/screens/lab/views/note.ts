import { type FigureId, figureCard } from '../../../../catalog/figures.ts';
import { onScreen } from '../../../../catalog/refusal.ts';
import { count, plural } from '../../../../format.ts';
import type { Plan } from '../../../../protocol/plan.ts';
import { figureText } from '../../../../session/figure-values.ts';
import { summaryOf } from '../../../panes/summary-cache.ts';
import { type Style, signs } from '../../../theme.ts';
import { inOther } from '../../shared/runtimes.ts';
import { nextRun, type Snapshot, shownSession } from '../snapshot.ts';

/** One row that says what cannot wait, or null when all is said elsewhere. */
export function note(snapshot: Snapshot): string | null {
  const found = findNote(snapshot);
  return found && snapshot.theme.paint(found[1], found[0]);
}

function findNote(snapshot: Snapshot): [string, Style] | null {
  const { state, runs } = snapshot;
  if (runs.cancelling)
    return [`${signs.cancelled} Cancelling: tasks may end by themselves. c again kills the run.`, 'warn'];
  const session = shownSession(snapshot);
  if (!session || state.view.kind === 'choose') return null;
  const next = nextRun(snapshot);
  if (next) {
    const { value: plan, refusal } = next;
    if (refusal) return [`${signs.failed} ${onScreen(refusal)}`, 'bad'];
    const how = `${plural(plan.tasks, 'task')}, ${count(plan.concurrency)} at once`;
    const when = runs.running ? 'When this run has ended, r runs' : 'r runs';
    const where = inOther(plan, session.plan);
    return [`→ ${when} ${plan.workload} under ${plan.model}${where}: ${how}`, 'run'];
  }
  return session.ended ? null : lastRun(snapshot, session.plan);
}

/** The figures of the run before, beside those of the one under way. */
function lastRun({ runs }: Snapshot, now: Plan): [string, Style] | null {
  if (!runs.previous) return null;
  const summary = summaryOf(runs.previous);
  const { workload, model } = summary.plan;
  const shown = (id: FigureId) => figureText(id, summary);
  const figures = [
    `Last run: ${workload} under ${model}${inOther(runs.previous.plan, now)} ${shown('wallMs')}`,
    `${shown('tasksPerSecond')} tasks/s`,
    `${figureCard('loopLagP99Ms').title} ${shown('loopLagP99Ms')}`,
    shown('peakMemoryBytes'),
    `${shown('busyCores')} cores`,
  ];
  return [figures.join(' · '), 'dim'];
}
