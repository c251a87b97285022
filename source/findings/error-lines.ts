import { count, plural } from '../format.ts';
import { errorKinds } from '../session/error-kinds.ts';
import type { Session, TaskError } from '../session/state.ts';

/** Tasks whose errors a person would tell in one breath. */
type Alike = { readonly task: number; readonly text: string; readonly tasks: number };

/**
 * What failed tasks say: `task 7 and 394 more: Error: EMFILE: too many open files, open '/a' (/work.mjs:4)`, the `most`
 * frequent of it.
 */
export function errorLines(session: Session, most: number): string[] {
  const groups = alikeIn(session).slice(0, most);
  const shown = groups.map(({ task, text, tasks }) => {
    const more = tasks > 1 ? ` and ${count(tasks - 1)} more` : '';
    return `task ${task}${more}: ${text}`;
  });
  const rest = session.tasks.counts.failed - groups.reduce((sum, { tasks }) => sum + tasks, 0);
  if (rest > 0 && shown.length > 0) shown.push(`and ${plural(rest, 'more task')}`);
  return shown;
}

/** With a code, errors are alike however they name the file or the address; without one, where they say the same. */
function alikeIn(session: Session): Alike[] {
  const kinds = errorKinds(session);
  const groups = [...Map.groupBy(session.errors, ([, error]) => alikeBy(error)).values()];
  const alike = groups.map((group): Alike => {
    const [task, error] = group[0]!;
    const kind = kinds.find(
      ({ rootCode, syscall }) =>
        rootCode !== null && rootCode === error.rootCode && syscall === error.syscall,
    );
    // Errors that are no longer kept are of the one place that is known, if it is only one.
    const known = group.length;
    const isOnlyPlace = kind !== undefined && kind.places.length <= 1 && kind.places[0]?.tasks === known;
    const tasks = kind && (isOnlyPlace || kind.places.length === 0) ? kind.tasks : known;
    return { task, text: `${error.name}: ${error.message.split('\n')[0]}${placed(error)}`, tasks };
  });
  return alike.sort((a, b) => b.tasks - a.tasks);
}

const placed = ({ place }: TaskError) => (place === null ? '' : ` (${place})`);

function alikeBy(error: TaskError): string {
  const { name, message, rootCode, syscall } = error;
  return rootCode === null
    ? `${name}: ${message.split('\n')[0]}${placed(error)}`
    : `${rootCode} ${syscall}${placed(error)}`;
}
