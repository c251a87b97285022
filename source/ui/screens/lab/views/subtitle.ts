import { type RuntimeVersion, shortRuntimeName } from '../../../../catalog/runtimes/index.ts';
import { count, percent, plural, seconds, unmeasured } from '../../../../format.ts';
import type { Session } from '../../../../session/state.ts';
import { elapsedMs } from '../../../panes/pane.ts';
import { outcomeText } from '../../../panes/summary.ts';
import { toWidth, widthOf } from '../../../text.ts';
import { type Style, signs, type Theme } from '../../../theme.ts';
import type { Heading } from '../../screen.ts';
import { firstOf } from '../choice.ts';
import { chosenCard, type Snapshot, shownSession, workloadsFor } from '../snapshot.ts';

/** What runs and how far it is; before the first run, what this is for. */
export function subtitle(snapshot: Snapshot, width: number): string {
  const session = shownSession(snapshot);
  return session ? runLine(session, width, snapshot.theme) : welcome(snapshot, width);
}

/** The header's own figures: Heddle's cost and its losses, and by how much a paused picture is behind. */
export function heading(snapshot: Snapshot): Heading {
  const { state, runs } = snapshot;
  const session = shownSession(snapshot);
  const dropped = session?.overhead.samplesDropped ?? 0;
  const behindMs =
    state.pause.kind === 'paused' ? (runs.session?.atMs ?? 0) - state.pause.session.atMs : null;
  return {
    lost: dropped > 0 ? `dropped ${count(dropped)}` : null,
    held: behindMs === null ? null : `paused, ${seconds(Math.max(0, behindMs))} behind`,
    runtime: session?.started ? headName(session.started.engine) : chosenName(state.chosen),
    figure:
      session && `overhead ${ownCost(session)}${session.started?.stacks === false ? ', stacks off' : ''}`,
  };
}

/** Of Python also the last number: interpreters that differ in it alone stand side by side. */
function headName(engine: RuntimeVersion): string {
  return engine.runtime === 'node' ? shortRuntimeName(engine) : `${engine.runtime} ${engine.version}`;
}

/** What would run; null for Heddle's own Node.js, or where none is known. */
function chosenName({ runtime, interpreter }: Snapshot['state']['chosen']): string | null {
  return runtime === 'node' || interpreter === null
    ? null
    : headName({ runtime, version: interpreter.version });
}

/** Share of one core that telemetry and the screen take together. */
function ownCost({ overhead }: Session): string {
  const { cpuRatio, hostCpuRatio } = overhead;
  return cpuRatio === null && hostCpuRatio === null
    ? unmeasured
    : percent((cpuRatio ?? 0) + (hostCpuRatio ?? 0)).padStart(4);
}

/** What this is for; where there is room, where to begin as well. */
function welcome(snapshot: Snapshot, width: number): string {
  const { theme } = snapshot;
  const what = ' Choose what to run, then watch it run.';
  const enter = chosenCard(snapshot) === firstOf(workloadsFor(snapshot)) ? ' Press Enter.' : '';
  const begin = `  New here?${enter} Tour: s, then o`;
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
    ` ${what}  ${clock}  ${countsOf(session, theme, 'some')}`,
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

/** How many tasks are in each state, each in its place; where there is too little room, of some states those there are. */
function countsOf({ tasks }: Session, theme: Theme, which: 'all' | 'some' = 'all'): string {
  const { waiting, running, done, failed, cancelled } = tasks.counts;
  const width = which === 'all' ? count(tasks.total).length : 0;
  const one = (sign: string, value: number, style: Style | null) => {
    const text = `${sign} ${count(value).padStart(width)}`;
    return { value, text: style ? theme.paint(style, text) : text };
  };
  const stopped = one(signs.cancelled, cancelled, 'warn');
  const all = [
    one(signs.done, done, 'ok'),
    one(signs.running, running, 'run'),
    one(signs.waiting, waiting, null),
    one(signs.failed, failed, failed > 0 ? 'bad' : null),
    ...(cancelled > 0 ? [stopped] : []),
  ];
  return all
    .filter(({ value }) => which === 'all' || value > 0)
    .map(({ text }) => text)
    .join(' ');
}
