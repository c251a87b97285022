import { withMeasure } from '../../../../findings/measure-words.ts';
import { findingsOfWatch, measuredFirst } from '../../../../findings/watched.ts';
import { bytes, duration, seconds } from '../../../../format.ts';
import { growthOf } from '../../../../session/growth.ts';
import { cpuPane } from '../../../panes/cpu.ts';
import { findingsPaneOf } from '../../../panes/findings.ts';
import { loopPane } from '../../../panes/loop.ts';
import { memoryPane } from '../../../panes/memory.ts';
import { outputPane } from '../../../panes/output.ts';
import type { Pane } from '../../../panes/pane.ts';
import type { Seen } from '../seen.ts';
import { loadPane } from './load.ts';
import { loadingPane } from './loading.ts';
import { processesPane } from './processes.ts';
import { type RequestsView, requestsPane } from './requests.ts';
import { unseenPane } from './unseen.ts';

export type WatchPane = Pane<Seen, RequestsView>;

const loop: WatchPane = loopPane<Seen>({ did: (_, { cpuMs }) => duration(cpuMs), feelsFreezes: () => true });

const memory = memoryPane<Seen>({
  own: 'program',
  last(seen) {
    const growth = growthOf(seen.memory.rssSeries);
    if (growth === null) return null;
    const { overMs, perMinute } = growth;
    const sign = perMinute < 0 ? '-' : '+';
    const words = perMinute === 0 ? 'steady' : `${sign}${bytes(Math.abs(perMinute))} per minute`;
    return [`over ${seconds(overMs)}`, words];
  },
});

/** Of the process in front; what is true of the whole program is told where its processes are. */
const findings: WatchPane = {
  ...findingsPaneOf<Seen>({
    findings: findingsOfWatch,
    isOver: ({ ended }) => ended !== null,
    nextRows: 2,
    next: (finding, seen) =>
      finding.step !== null && finding.step === measuredFirst(seen)
        ? withMeasure(finding, seen.callableOf, 'x').next
        : finding.next,
    leading: () => null,
  }),
  // Where there is little room, what holds the loop right now comes first.
  keeps: false,
};

const all: readonly WatchPane[] = [
  loadingPane,
  requestsPane,
  loop,
  cpuPane<Seen>('program'),
  memory,
  processesPane,
  unseenPane,
  loadPane,
  findings,
  outputPane,
];

/** The panes in their order; where there is nothing else to be the main one, its loop and its threads are. */
export function panesFor(seen: Seen): readonly WatchPane[] {
  const hasMain = loadingPane.shown(seen) || requestsPane.shown(seen);
  return hasMain ? all : all.map((pane) => (pane === loop ? { ...pane, place: 'main' } : pane));
}
