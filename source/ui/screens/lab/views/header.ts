import { count, plural, seconds } from '../../../../format.ts';
import type { Session } from '../../../../session/state.ts';
import { elapsedMs } from '../../../panes/pane.ts';
import { outcomeText } from '../../../panes/summary.ts';
import { placeLine } from '../../../place-line.ts';
import { toWidth, widthOf } from '../../../text.ts';
import { signs, type Theme } from '../../../theme.ts';
import { type Screen, shownSession } from '../screen.ts';

/** The two rows at the top: where this runs and what it costs; what runs and how far it is. */
export function header(screen: Screen, elsewhere: string | null): string[] {
  const session = shownSession(screen);
  const { width } = screen.size;
  return [
    placeLine(screen, 'lab', elsewhere),
    session ? runLine(session, width, screen.theme) : toWidth(welcome(width, screen.theme), width),
  ];
}

/** What this is for; where there is room, where to begin as well. */
function welcome(width: number, theme: Theme): string {
  const what = ' Choose what to run, and watch how it runs.';
  const begin = '  New here? s, then o: the tour.';
  return widthOf(what + begin) <= width ? what + theme.paint('dim', begin) : what;
}

function runLine(session: Session, width: number, theme: Theme): string {
  const { plan } = session;
  const what = `${theme.paint('strong', plan.workload)} under ${theme.paint('strong', plan.model)}`;
  const clock = clockOf(session, theme);
  const counts = countsOf(session, theme);
  const numbers = `${plural(plan.tasks, 'task')}, ${count(plan.concurrency)} at once`;
  for (const line of [
    ` ${what}   ${numbers}   ${clock}   ${counts}`,
    ` ${what}  ${clock}  ${counts}`,
    ` ${what} ${clock}`,
  ]) {
    if (widthOf(line) <= width) return toWidth(line, width);
  }
  return toWidth(` ${what}`, width);
}

/** The running time, or the phase before and after it. */
function clockOf(session: Session, theme: Theme): string {
  const { ended, phase } = session;
  if (ended) {
    const [text, style] = outcomeText(session);
    return theme.paint(style, text);
  }
  if (phase === 'running')
    return theme.paint('run', `${signs.running} ${seconds(elapsedMs(session)).padStart(7)}`);
  return theme.paint('run', `${signs.running} ${phase.replace('-', ' ')}`);
}

function countsOf({ tasks }: Session, theme: Theme): string {
  const { waiting, running, done, failed, cancelled } = tasks.counts;
  const width = count(tasks.total).length;
  const one = (sign: string, value: number) => `${sign} ${count(value).padStart(width)}`;
  const stopped = cancelled > 0 ? ` ${theme.paint('warn', one(signs.cancelled, cancelled))}` : '';
  const bad = one(signs.failed, failed);
  return [
    theme.paint('ok', one(signs.done, done)),
    theme.paint('run', one(signs.running, running)),
    one(signs.waiting, waiting),
    (failed > 0 ? theme.paint('bad', bad) : bad) + stopped,
  ].join(' ');
}
