import { type FigureId, figureCard } from '../../../../catalog/figures.ts';
import { onScreen } from '../../../../catalog/refusal.ts';
import { count } from '../../../../format.ts';
import { figureText } from '../../../../session/figure-values.ts';
import { summaryOf } from '../../../panes/summary-cache.ts';
import { type Style, signs } from '../../../theme.ts';
import { planOf } from '../choice.ts';
import { chosenCard, type Snapshot, shownSession } from '../snapshot.ts';

/** One row that says what cannot wait, or null when all is said elsewhere. */
export function note(snapshot: Snapshot): string | null {
  const found = findNote(snapshot);
  return found && snapshot.theme.paint(found[1], found[0]);
}

function findNote(snapshot: Snapshot): [string, Style] | null {
  const { state, runs, room } = snapshot;
  if (runs.cancelling)
    return [`${signs.cancelled} cancelling: tasks may end by themselves; c again kills the run`, 'warn'];
  const session = shownSession(snapshot);
  if (!session || state.view.kind === 'choose') return null;
  const { chosen } = state;
  if (chosen.model !== session.plan.model || chosen.workload !== session.plan.workload) {
    const { value: plan, refusal } = planOf(chosen, chosenCard(snapshot), room);
    if (refusal) return [`${signs.failed} ${onScreen(refusal)}`, 'bad'];
    const how = `${count(plan.tasks)} tasks, ${count(plan.concurrency)} at once`;
    return [
      `→ next: ${plan.workload} under ${plan.model}, ${how}; ${runs.running ? 'when this one ends' : 'r runs it'}`,
      'run',
    ];
  }
  return session.ended ? null : lastRun(snapshot);
}

/** The figures of the run before, beside those of the one under way. */
function lastRun({ runs }: Snapshot): [string, Style] | null {
  if (!runs.previous) return null;
  const summary = summaryOf(runs.previous);
  const { workload, model } = summary.plan;
  const shown = (id: FigureId) => figureText(id, summary);
  const figures = [
    `last: ${workload} under ${model} ${shown('wallMs')}`,
    `${shown('tasksPerSecond')} a second`,
    `${figureCard('loopLagP99Ms').title} ${shown('loopLagP99Ms')}`,
    shown('peakMemoryBytes'),
    `${shown('busyCores')} cores`,
  ];
  return [figures.join(' · '), 'dim'];
}
