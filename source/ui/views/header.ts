import { cores, count, percent, plural, seconds, unmeasured } from '../../format.ts';
import type { Session } from '../../session/state.ts';
import { elapsedMs } from '../panes/pane.ts';
import { outcomeText } from '../panes/summary.ts';
import { type Screen, shownSession } from '../screen.ts';
import { toWidth, widthOf } from '../text.ts';
import { signs, type Theme } from '../theme.ts';

/** The two rows at the top: where this runs and what it costs; what runs and how far it is. */
export function header(screen: Screen): string[] {
  const session = shownSession(screen);
  const { width } = screen.size;
  return [
    placeLine(screen, session),
    session
      ? runLine(session, width, screen.theme)
      : toWidth(' Choose what to run, and watch how it runs.', width),
  ];
}

/** Where there is too little room the machine goes first; what the picture cannot be trusted without stays. */
function placeLine({ environment, runs, state, theme, size }: Screen, session: Session | null): string {
  const { pause } = state;
  const behind = pause.kind === 'paused' ? Math.max(0, (runs.session?.atMs ?? 0) - pause.session.atMs) : null;
  const left = ` ${theme.paint('strong', 'heddle')}  ${
    behind === null ? theme.paint('dim', 'lab') : theme.paint('mark', ` paused, ${seconds(behind)} behind `)
  }`;
  const parts = [environment.runtime, `${cores(environment.effectiveCores)} cores`];
  if (environment.remote) parts.push('ssh');
  if (session) parts.push(`heddle ${ownCost(session)}`);
  const dropped = session?.overhead.samplesDropped ?? 0;
  const alarm =
    dropped > 0 ? theme.paint('bad', `${signs.failed} ${plural(dropped, 'sample')} dropped · `) : '';
  for (;;) {
    const right = `${alarm}${theme.paint('dim', parts.join(' · '))} `;
    const gap = size.width - widthOf(left) - widthOf(right);
    if (gap >= 2 || parts.length <= 1)
      return toWidth(left + ' '.repeat(Math.max(1, gap)) + right, size.width);
    parts.shift();
  }
}

/** Share of one core that telemetry and the screen take together. */
function ownCost({ overhead }: Session): string {
  const { cpuRatio, hostCpuRatio } = overhead;
  return cpuRatio === null && hostCpuRatio === null
    ? unmeasured
    : percent((cpuRatio ?? 0) + (hostCpuRatio ?? 0)).padStart(4);
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
