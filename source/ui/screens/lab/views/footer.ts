import { bytes, cores, count, duration, rate } from '../../../../format.ts';
import { fitHints } from '../../../hints.ts';
import { summaryOf } from '../../../panes/summary-cache.ts';
import { toWidth } from '../../../text.ts';
import { type Style, signs } from '../../../theme.ts';
import { planOf } from '../choice.ts';
import { hintsFor } from '../keymap.ts';
import { chosenCard, type Screen, shownSession } from '../screen.ts';
import { contextOf } from '../state.ts';

/** The last row: what the keys do here. Hints that do not fit are left out whole, but never help. */
export function footer({ state, runs, backTo, size, theme }: Screen): string {
  if (state.view.kind === 'filter') {
    const text = ` /${state.filter}_   ${theme.paint('dim', 'done, failed, running, 12, 10-20   Enter keeps it, Esc drops it')}`;
    return toWidth(text, size.width);
  }
  return fitHints(hintsFor(contextOf(state), { ...runs, backTo }, state.focus), size.width, theme, 3);
}

/** One row that says what cannot wait, or null when all is said elsewhere. */
export function note(screen: Screen): string | null {
  const found = findNote(screen);
  if (!found) return null;
  const [text, style] = found;
  return toWidth(` ${screen.theme.paint(style, text)}`, screen.size.width);
}

function findNote(screen: Screen): [string, Style] | null {
  const { state, runs, room } = screen;
  if (state.message) {
    // The choice says by itself why it cannot be run.
    const said =
      state.view.kind === 'choose' && planOf(state.chosen, chosenCard(screen), room) === state.message;
    return said ? null : [`${signs.failed} ${state.message}`, 'bad'];
  }
  if (runs.cancelling)
    return [`${signs.cancelled} cancelling: tasks may end by themselves; c again kills the run`, 'warn'];
  const session = shownSession(screen);
  if (!session || state.view.kind === 'choose') return null;
  const { chosen } = state;
  if (chosen.model !== session.plan.model || chosen.workload !== session.plan.workload) {
    const plan = planOf(chosen, chosenCard(screen), room);
    if (typeof plan === 'string') return [`${signs.failed} ${plan}`, 'bad'];
    const how = `${count(plan.tasks)} tasks, ${count(plan.concurrency)} at once`;
    return [
      `→ next: ${plan.workload} under ${plan.model}, ${how}; ${runs.running ? 'when this one ends' : 'r runs it'}`,
      'run',
    ];
  }
  return session.ended ? null : lastRun(screen);
}

/** The figures of the run before, beside those of the one under way. */
function lastRun({ runs }: Screen): [string, Style] | null {
  if (!runs.previous) return null;
  const { plan, wallMs, tasksPerSecond, loop, memory, cpu } = summaryOf(runs.previous);
  const figures = [
    `last: ${plan.workload} under ${plan.model} ${duration(wallMs)}`,
    `${rate(tasksPerSecond)} a second`,
    `lag p99 ${duration(loop.lagP99Ms)}`,
    bytes(memory.peakPssBytes ?? memory.peakRssBytes),
    `${cores(cpu.busyCores)} cores`,
  ];
  return [figures.join(' · '), 'dim'];
}
