import { duration, percent } from '../../format.ts';
import { taskStates } from '../../protocol/task-rows.ts';
import type { Session } from '../../session/state.ts';
import { perChunk } from '../../session/task-chunk.ts';
import { type TaskList, tasksBetween, tasksInStates } from '../../session/task-list.ts';
import { type Task, type TaskTable, taskAt } from '../../session/task-table.ts';
import { bar } from '../draw.ts';
import { firstLine, toWidth, toWidthRight } from '../text.ts';
import { signs, stateStyles, type Theme } from '../theme.ts';
import { laneName } from './pane.ts';

const numbers = /^(\d+)(?:-(\d+))?$/;

/** The tasks a filter lets through: a state by its first letters, a number, or a range like `10-20`. */
export function filterTasks(table: TaskTable, typed: string): TaskList {
  const filter = typed.trim().toLowerCase();
  if (filter === '') return tasksBetween(table, 0, table.total - 1);
  const range = numbers.exec(filter);
  if (range) return tasksBetween(table, Number(range[1]), Number(range[2] ?? range[1]));
  return tasksInStates(
    table,
    taskStates.filter((state) => state.startsWith(filter)),
  );
}

/** Whether a filter can match anything: a state, a number or a range. */
export function isFilter(filter: string): boolean {
  const text = filter.trim().toLowerCase();
  return text === '' || numbers.test(text) || taskStates.some((state) => state.startsWith(text));
}

/** Position of the task the list stays at while it follows the run: the first that has not ended. */
export function followedPosition(table: TaskTable, list: TaskList): number {
  // Where nothing is left to happen, the end of all tasks; of some, the first: they were asked for.
  return list.firstOpen() ?? (list.length < table.total ? 0 : Math.max(0, list.length - 1));
}

/** First position shown in `height` rows: the chosen task stays in sight, and some that ended stay above the first that runs. */
export function topOf(table: TaskTable, list: TaskList, height: number, cursor: number | null): number {
  const last = Math.max(0, list.length - height);
  if (cursor !== null) return Math.min(last, Math.max(0, cursor - Math.floor(height / 2)));
  return Math.min(last, Math.max(0, followedPosition(table, list) - Math.floor(height / 3)));
}

/** One row a task: sign, number, lane, bar, time and, where there is room, what it returned. */
export function taskRow(
  session: Session,
  index: number,
  width: number,
  chosen: boolean,
  theme: Theme,
): string {
  const task = taskAt(session.tasks, index);
  const style = stateStyles[task.state];
  const digits = Math.max(3, String(session.tasks.total - 1).length);
  const sign = theme.paint(style, signs[task.state]);
  let row = `${chosen ? '→' : ' '}${sign} ${String(index).padStart(digits)}`;
  let room = width - 3 - digits;
  if (task.state === 'waiting') return toWidth(row, width);

  const time = toWidthRight(timeOf(session, task), 8);
  if (room >= 36) {
    row += `  ${theme.paint('dim', toWidth(laneName(session, task.lane), 11))}`;
    room -= 13;
  }
  const barWidth = Math.max(0, Math.min(room >= 40 ? Math.min(24, Math.floor(room / 3)) : 40, room - 10));
  const rest = room - 10 - barWidth;
  const text = textOf(session, task);
  if (rest >= 12) {
    row += ` ${theme.paint(style, taskBar(session, task, barWidth))} ${time}  ${toWidth(text, rest - 2)}`;
  } else {
    // Without a column of its own an error takes the place of the bar: it says more.
    const middle =
      task.state === 'failed' && text !== '' ? toWidth(text, barWidth) : taskBar(session, task, barWidth);
    row += ` ${theme.paint(style, middle)} ${time}`;
  }
  return toWidth(row, width);
}

/** How far a task is; after the run, when all are at their ends, its time beside the longest. */
function taskBar(session: Session, task: Task, width: number): string {
  const { state, startedMs, endedMs, progressRatio } = task;
  const longest = session.ended ? longestMs(session.tasks) : 0;
  if (longest > 0 && startedMs !== null && endedMs !== null)
    return bar((endedMs - startedMs) / longest, width);
  return bar(state === 'done' ? 1 : progressRatio, width);
}

const longestIn = perChunk<null, number>(({ size, startedMs, endedMs }) => {
  let longest = 0;
  for (let at = 0; at < size; at++) {
    const took = endedMs[at]! - startedMs[at]!;
    // Of a task that did not run there is no time.
    if (took > longest) longest = took;
  }
  return longest;
});

function longestMs({ chunks }: TaskTable): number {
  return Math.max(0, ...chunks.map((chunk) => longestIn(chunk, null)));
}

function timeOf(session: Session, { state, startedMs, endedMs, progressRatio }: Task): string {
  if (startedMs === null) return '';
  if (state === 'running')
    return progressRatio > 0 ? percent(progressRatio) : duration(Math.max(0, session.atMs - startedMs));
  return endedMs === null ? '' : duration(Math.max(0, endedMs - startedMs));
}

function textOf(session: Session, { index, state }: Task): string {
  if (state === 'done') return firstLine(session.results.get(index)?.text ?? '');
  // An error may be told before the state that it leads to.
  if (state !== 'failed') return '';
  const error = session.errors.get(index);
  return error ? firstLine(`${error.name}: ${error.message}`) : '';
}
