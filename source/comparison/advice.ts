import { measurableMs } from '../catalog/figures.ts';
import { mostTasks } from '../catalog/make-plan.ts';
import { spreadOf } from '../statistics/sample.ts';
import type { Row } from './comparison.ts';
import { fewestRounds, stages } from './judge-pair.ts';
import { pairIn, type Standing } from './standings.ts';

/** What would tell more. How a person does it depends on where it is read: see `adviceWords`. */
export type Advice =
  | { readonly kind: 'tasks'; readonly tasks: number }
  | { readonly kind: 'longer-tasks' }
  | { readonly kind: 'runs'; readonly runs: number }
  | { readonly kind: 'models' }
  | { readonly kind: 'quiet' };

/** A run of this length tells times apart. */
const goodMs = 1000;

/** What would tell more than a comparison does; null where it tells who is first, or that nobody is. */
export function adviceFor(standing: Standing, disturbed: boolean, rows: number): Advice | null {
  const { ranked, leaders } = standing;
  const [simplest, ...others] = leaders;
  if (ranked.length === 0 || simplest === undefined) return null;
  if (ranked.length === 1) return rows === 1 ? { kind: 'models' } : null;
  const pairs = others.map((row) => pairIn(standing, simplest, row));
  if (pairs.some(({ verdict }) => verdict === 'short')) return longer(leaders);
  if (pairs.some(({ rounds }) => rounds < fewestRounds)) return { kind: 'runs', runs: fewestRounds };
  if (disturbed) return { kind: 'quiet' };
  const open = pairs.filter(({ verdict }) => verdict === 'unclear').map(({ rounds }) => rounds);
  const next = stages.find((stage) => stage > Math.min(...open));
  return open.length > 0 && next !== undefined ? { kind: 'runs', runs: next } : null;
}

/** What makes a run of a second of the fastest one. */
function longer(rows: readonly Row[]): Advice {
  const timed = rows.flatMap((row) => (row.wallMs ? [{ row, ms: spreadOf(row.wallMs).median }] : []));
  const { row, ms } = timed.reduce((least, one) => (one.ms < least.ms ? one : least));
  const { plan } = row.variant;
  const tasks = Math.ceil((plan.tasks * goodMs) / Math.max(ms, measurableMs) / 10) * 10;
  // Tasks that all run side by side take no longer when there are more of them.
  const longest = row.taskP99Ms && spreadOf(row.taskP99Ms).median;
  const sideBySide = plan.concurrency >= plan.tasks && longest !== null && longest > ms / 2;
  return sideBySide || tasks > mostTasks ? { kind: 'longer-tasks' } : { kind: 'tasks', tasks };
}

/** The same for a person: `text` names flags, `screen` keys of the Compare screen. */
export function adviceWords(advice: Advice, where: 'text' | 'screen'): string {
  const on = <T>(text: T, screen: T) => (where === 'text' ? text : screen);
  switch (advice.kind) {
    case 'tasks':
      return `Run more tasks: ${on(`--tasks ${advice.tasks} makes`, `n, then ${advice.tasks} tasks, makes`)} it about a second.`;
    case 'longer-tasks':
      return 'Make each task longer, so that a run takes a second.';
    case 'runs':
      return on(`More runs may tell: --runs ${advice.runs}.`, `More runs may tell: + up to ${advice.runs}.`);
    case 'models':
      return on('Add a model to compare: --models async,threads.', 'Include another model: Space.');
    case 'quiet':
      return 'Run it again when the machine is less busy.';
  }
}
