import { figureCard } from '../../catalog/figures.ts';
import { bytes } from '../../format.ts';
import { feelsFreezes } from '../../session/felt-freezes.ts';
import type { Session } from '../../session/state.ts';
import { cpuPane } from './cpu.ts';
import { findingsPane } from './findings.ts';
import { loopPane } from './loop.ts';
import { memoryPane } from './memory.ts';
import { outputPane } from './output.ts';
import type { Pane } from './pane.ts';
import { summaryPane } from './summary.ts';
import { summaryOf } from './summary-cache.ts';
import { tasksPane } from './tasks.ts';
import { timelinePane } from './timeline.ts';

const perTask = figureCard('bytesPerTask').title;

/** `24 ran`, `61k ran`: as much as a lane's row has room for. */
function ranText(tasks: number): string {
  if (tasks < 1000) return `${tasks} ran`;
  const thousands = `${Math.round(tasks / 1000)}k`;
  return thousands.length > 3 ? thousands : `${thousands} ran`;
}

/** Every pane, in the order of the screen and of the Tab key. */
export const panes: readonly Pane[] = [
  tasksPane,
  // Behind a loop a lane runs parts of tasks; the tasks themselves end on the loop.
  loopPane<Session>({
    did: ({ plan, tasks }, { id }) =>
      plan.poolThreads === null ? ranText(tasks.endedOn.get(id) ?? 0) : 'parts',
    feelsFreezes,
  }),
  cpuPane('engine'),
  memoryPane<Session>({
    own: 'engine',
    last: (session) =>
      session.phase === 'ended' ? [perTask, bytes(summaryOf(session).memory.perTaskBytes)] : null,
  }),
  timelinePane,
  findingsPane,
  outputPane,
  summaryPane,
];

export function paneById(id: string): Pane {
  return panes.find((pane) => pane.id === id) ?? tasksPane;
}
