import { shortRuntimeName } from '../../../../catalog/runtimes/index.ts';
import { count, percent, plural, seconds, unmeasured } from '../../../../format.ts';
import type { Session } from '../../../../session/state.ts';
import { elapsedMs } from '../../../panes/pane.ts';
import { outcomeText } from '../../../panes/summary.ts';
import { toWidth, widthOf } from '../../../text.ts';
import { signs, type Theme } from '../../../theme.ts';
import type { Heading } from '../../screen.ts';
import { type Snapshot, shownSession } from '../snapshot.ts';

/** What runs and how far it is; before the first run, what this is for. */
export function subtitle(session: Session | null, width: number, theme: Theme): string {
  return session ? runLine(session, width, theme) : welcome(width, theme);
}

/** The header's own figures: Heddle's cost and its losses, and by how much a paused picture is behind. */
export function heading(snapshot: Snapshot): Heading {
  const { state, runs } = snapshot;
  const session = shownSession(snapshot);
  const dropped = session?.overhead.samplesDropped ?? 0;
  const behindMs =
    state.pause.kind === 'paused' ? (runs.session?.atMs ?? 0) - state.pause.session.atMs : null;
  return {
    alarm: dropped > 0 ? `${plural(dropped, 'sample')} dropped` : null,
    held: behindMs === null ? null : `paused, ${seconds(Math.max(0, behindMs))} behind`,
    runtime: session?.started ? shortRuntimeName(session.started.engine) : null,
    figure: session && `overhead ${ownCost(session)}`,
  };
}

/** Share of one core that telemetry and the screen take together. */
function ownCost({ overhead }: Session): string {
  const { cpuRatio, hostCpuRatio } = overhead;
  return cpuRatio === null && hostCpuRatio === null
    ? unmeasured
    : percent((cpuRatio ?? 0) + (hostCpuRatio ?? 0)).padStart(4);
}

/** What this is for; where there is room, where to begin as well. */
function welcome(width: number, theme: Theme): string {
  const what = ' Choose what to run, then watch it run.';
  const begin = '  New here? Press Enter. Tour: s, then o';
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
