import { duration, percent } from '../../../../format.ts';
import type { Session } from '../../../../session/state.ts';
import { taskAt } from '../../../../session/task-table.ts';
import { fill, type Size, scrolled, titleRule } from '../../../draw.ts';
import { laneName } from '../../../panes/pane.ts';
import { broken, firstLine, toWidth, wrapped } from '../../../text.ts';
import { signs, stateStyles, type Theme } from '../../../theme.ts';

/** Everything known of one task. */
export function taskView(
  session: Session,
  index: number,
  scroll: number,
  size: Size,
  theme: Theme,
): string[] {
  const rows = taskDetails(session, index, size.width, theme);
  const rule = titleRule(size.width, { title: `Task ${index}`, figure: 'Esc back', focused: true }, theme);
  return fill([rule, ...scrolled(rows, size.height - 1, scroll, theme)], size);
}

/** Its rows without the title. */
export function taskDetails(session: Session, index: number, width: number, theme: Theme): string[] {
  if (index >= session.tasks.total) return [' There is no such task.'];
  const { state, lane, queuedMs, startedMs, endedMs, progressRatio } = taskAt(session.tasks, index);
  const since = (from: number | null, to: number | null) =>
    duration(from === null || to === null ? null : to - from);
  const line = (name: string, value: string) => ` ${theme.paint('dim', toWidth(name, 12))} ${value}`;
  // Tasks are queued before the first one starts, and the run's time begins there: a wait may be longer than the run.
  const early = queuedMs !== null && session.runningSinceMs !== null && queuedMs < session.runningSinceMs;
  const rows = [
    line('state', theme.paint(stateStyles[state], `${signs[state]} ${state}`)),
    line('lane', state === 'waiting' ? '—' : laneName(session, lane)),
    line('started', `${since(session.runningSinceMs, startedMs)} after the run began`),
    line(
      'waited',
      `${since(queuedMs, startedMs)} in the queue${early ? ', since before the run began' : ''}`,
    ),
    line('took', since(startedMs, endedMs ?? (state === 'running' ? session.atMs : null))),
    line('progress', percent(state === 'done' ? 1 : progressRatio)),
  ];
  const error = session.errors.get(index);
  const result = session.results.get(index)?.text;
  if (error) {
    rows.push(
      '',
      line('error', theme.paint('bad', error.code ? `${error.name} (${error.code})` : error.name)),
    );
    rows.push(...linesOf(error.message, width, wrapped));
    const frames = error.stack.length > 0 ? error.stack : [error.place].filter((place) => place !== null);
    if (frames.length > 0) rows.push('', line('thrown at', ''));
    for (const one of frames) rows.push(...linesOf(one, width));
  }
  if (result !== undefined) rows.push('', line('returned', ''), ...linesOf(result, width));
  if ((state === 'done' && result === undefined) || (state === 'failed' && !error)) {
    rows.push('', ' Its result was not kept: Heddle keeps the first 1,000 results and errors.');
  }
  return rows;
}

/** Foreign text line by line, as it is, or between its words. */
function linesOf(text: string, width: number, inRows = broken): string[] {
  return text
    .split('\n')
    .flatMap((line) => inRows(firstLine(line), Math.max(1, width - 4)).map((row) => `   ${row}`));
}
