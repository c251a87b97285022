import { runtimeCard } from '../../../../catalog/runtimes/index.ts';
import { bytes, cores, duration, seconds } from '../../../../format.ts';
import { freezeNow } from '../../../../session/felt-freezes.ts';
import type { Session } from '../../../../session/state.ts';
import { engineCores } from '../../../panes/cpu.ts';
import { freezeWords } from '../../../panes/freezes.ts';
import { elapsedMs } from '../../../panes/pane.ts';
import { outcomeText } from '../../../panes/summary.ts';
import { signs } from '../../../theme.ts';
import { chosenCard, type Snapshot, shownSession } from '../snapshot.ts';

/** All of it in one row, for a terminal with no room for panes: what matters most comes first. */
export function oneLine(snapshot: Snapshot): string {
  const { state } = snapshot;
  const session = shownSession(snapshot);
  if (session && state.view.kind !== 'choose') return line(session);
  const { runtime, model } = state.chosen;
  const digit = runtimeCard(runtime).models.findIndex(({ id }) => id === model) + 1;
  return `${digit} ${chosenCard(snapshot).id}/${model}: Enter runs it`;
}

function line(session: Session): string {
  const { plan, tasks, memory, started, lanes } = session;
  const { done, failed, cancelled, running } = tasks.counts;
  const freeze = freezeNow(session);
  const squeezed = (text: string) => text.replace(' ', '');
  const parts = [
    `${plan.workload}/${plan.model} ${done + failed + cancelled}/${tasks.total}`,
    session.ended
      ? `${outcomeText(session)[0][0]}${squeezed(duration(session.ended.wallMs))}`
      : `${signs.running}${running} ${squeezed(seconds(elapsedMs(session)))}`,
    failed > 0 ? `${signs.failed}${failed}` : '',
    freeze ? freezeWords(session, freeze) : `lag ${squeezed(duration(lanes[0]?.lagMs ?? null))}`,
    `cpu ${cores(engineCores(session))}/${cores(started?.machine.effectiveCores ?? null)}`,
    `rss ${bytes(memory.rssBytes).replace(' ', '').replace('B', '')}`,
  ];
  return parts.filter((part) => part !== '').join(' ');
}
