import { cores, percent, plural, seconds, unmeasured } from '../format.ts';
import type { Session } from '../session/state.ts';
import { screenCards, titleOf } from './screens/index.ts';
import { type Screen, shownSession } from './screens/lab/screen.ts';
import type { ScreenId } from './screens/screen.ts';
import { toWidth, widthOf } from './text.ts';
import { signs, type Theme } from './theme.ts';

/**
 * The first row of every screen: where one is, and on what machine. Where there is too little room the machine goes
 * first, then the other screens' names; what the picture cannot be trusted without stays. `note`: what goes on
 * elsewhere; null for nothing.
 */
export function placeLine(screen: Screen, at: ScreenId | 'lab', note: string | null = null): string {
  const { environment, size, theme } = screen;
  const session = shownSession(screen);
  const parts = [environment.runtime, `${cores(environment.effectiveCores)} cores`];
  if (environment.remote) parts.push('ssh');
  if (session && at === 'lab') parts.push(`heddle ${ownCost(session)}`);
  if (note !== null) parts.push(note);
  const dropped = at === 'lab' ? (session?.overhead.samplesDropped ?? 0) : 0;
  const alarm =
    dropped > 0 ? theme.paint('bad', `${signs.failed} ${plural(dropped, 'sample')} dropped · `) : '';
  const places = [` ${theme.paint('strong', 'heddle')}  ${tabs(at, theme)}`, here(screen, at)];
  if (at === 'lab' && screen.state.pause.kind === 'paused') places.shift();
  for (const left of places) {
    for (let from = 0; from < parts.length; from++) {
      const right = `${alarm}${theme.paint('dim', parts.slice(from).join(' · '))} `;
      const gap = size.width - widthOf(left) - widthOf(right);
      if (gap >= 2) return toWidth(left + ' '.repeat(gap) + right, size.width);
    }
  }
  return toWidth(`${here(screen, at)}  ${alarm}`, size.width);
}

/** All screens by name; the one in front wears brackets, because colour alone tells nobody. */
function tabs(at: ScreenId | 'lab', theme: Theme): string {
  return screenCards
    .map(({ id, title }) => (id === at ? theme.paint('strong', `[${title}]`) : theme.paint('dim', title)))
    .join(' ');
}

/** Only the one in front, or that its picture is held. */
function here({ runs, state, theme }: Screen, at: ScreenId | 'lab'): string {
  const title = titleOf(at);
  const { pause } = state;
  const held = at === 'lab' && pause.kind === 'paused' ? pause.session : null;
  const behind = held && Math.max(0, (runs.session?.atMs ?? 0) - held.atMs);
  return ` ${theme.paint('strong', 'heddle')}  ${
    behind === null ? theme.paint('dim', title) : theme.paint('mark', ` paused, ${seconds(behind)} behind `)
  }`;
}

/** Share of one core that telemetry and the screen take together. */
function ownCost({ overhead }: Session): string {
  const { cpuRatio, hostCpuRatio } = overhead;
  return cpuRatio === null && hostCpuRatio === null
    ? unmeasured
    : percent((cpuRatio ?? 0) + (hostCpuRatio ?? 0)).padStart(4);
}
