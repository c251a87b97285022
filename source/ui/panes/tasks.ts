import { count, rate } from '../../format.ts';
import type { Session } from '../../session/state.ts';
import { fill, type Size, titleRule } from '../draw.ts';
import { widthOf } from '../text.ts';
import type { Theme } from '../theme.ts';
import { elapsedMs, type Pane, type RunView } from './pane.ts';
import { filterTasks, followedPosition, isFilter, taskRow, topOf } from './task-list.ts';
import { taskMap } from './task-map.ts';

/** A list this long is scrolled; beyond, where it does not fit, a map says more. */
const longestList = 500;
/** What a rule needs beside its title and its figure. */
const ruleCells = 7;

/** Every task: a list with progress, or for thousands a density map. */
export const tasksPane: Pane = {
  id: 'tasks',
  place: 'main',
  least: 4,
  shown: () => true,
  wants: ({ tasks }) => 1 + Math.min(tasks.total, 1000),
  length: ({ tasks }) => tasks.total,
  draw: drawTasks,
};

function drawTasks(session: Session, size: Size, view: RunView, theme: Theme): string[] {
  const { tasks } = session;
  const rows = size.height - 1;
  const asMap = isMap(session, rows, view);
  const list = filterTasks(tasks, view.filter);
  const title =
    view.filter === '' ? 'Tasks' : `Tasks /${view.filter}: ${count(list.length)} of ${count(tasks.total)}`;
  const figure = figureOf(session);
  // Half a rate is none.
  const fits = widthOf(title) + widthOf(figure) + ruleCells <= size.width;
  const rule = titleRule(size.width, { title, figure: fits ? figure : '', focused: view.focused }, theme);
  if (asMap) return fill([rule, ...taskMap(tasks, { width: size.width, height: rows }, theme)], size);

  // In the zoomed list Enter opens a task: it must show which.
  const marked = view.cursor ?? (view.zoomed ? followedPosition(tasks, list) : -1);
  const top = topOf(tasks, list, rows, view.cursor);
  const shown: string[] = [rule];
  for (let position = top; position < Math.min(list.length, top + rows); position++) {
    const chosen = position === marked && view.focused;
    shown.push(taskRow(session, list.at(position), size.width, chosen, theme));
  }
  if (list.length === 0)
    shown.push(
      theme.paint(
        'dim',
        ` ${isFilter(view.filter) ? 'No task matches' : 'This is not a filter'}. / changes it.`,
      ),
    );
  return fill(shown, size);
}

/** Whether the pane is a density map now: too many tasks for a list, and nobody asked for one. */
function isMap(
  { tasks }: Session,
  rows: number,
  view: Pick<RunView, 'zoomed' | 'cursor' | 'filter'>,
): boolean {
  return (
    tasks.total > longestList &&
    tasks.total > rows &&
    !view.zoomed &&
    view.cursor === null &&
    view.filter === ''
  );
}

function figureOf(session: Session): string {
  const { done, failed } = session.tasks.counts;
  const elapsed = session.ended?.wallMs ?? elapsedMs(session);
  if (elapsed <= 0 || done + failed === 0) return '';
  const perSecond = (tasks: number) => rate((tasks / elapsed) * 1000);
  return done > 0 ? `${perSecond(done)} tasks/s` : `${perSecond(failed)} failed/s`;
}
