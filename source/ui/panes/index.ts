import { cpuPane } from './cpu.ts';
import { findingsPane } from './findings.ts';
import { loopPane } from './loop.ts';
import { memoryPane } from './memory.ts';
import { outputPane } from './output.ts';
import type { Pane } from './pane.ts';
import { summaryPane } from './summary.ts';
import { tasksPane } from './tasks.ts';
import { timelinePane } from './timeline.ts';

/** Every pane, in the order of the screen and of the Tab key. */
export const panes: readonly Pane[] = [
  tasksPane,
  loopPane,
  cpuPane,
  memoryPane,
  timelinePane,
  findingsPane,
  outputPane,
  summaryPane,
];

export function paneById(id: string): Pane {
  return panes.find((pane) => pane.id === id) ?? tasksPane;
}
