import { measurableMs } from '../catalog/figures.ts';
import { mostTasks } from '../catalog/make-plan.ts';
import { plural, typedDuration } from '../format.ts';
import { spreadOf } from '../statistics/sample.ts';
import type { Row } from './comparison.ts';
import { fewestRounds, stages } from './judge-pair.ts';
import { pairIn, type Standing } from './standings.ts';

/** What would tell more. How a person does it depends on where it is read: see `adviceWords`. */
export type Advice =
  | { readonly kind: 'tasks'; readonly tasks: number }
  | { readonly kind: 'longer-tasks' }
  | { readonly kind: 'runs'; readonly runs: number }
  /** The time was up before there were rounds enough. `tasks`: of so many a run takes about a second; null: it does already. */
  | { readonly kind: 'budget'; readonly budgetMs: number; readonly tasks: number | null }
  | { readonly kind: 'models' }
  | { readonly kind: 'quiet' };

/** A run of this length tells times apart. */
const goodMs = 1000;

/**
 * What would tell more than a comparison does; null where it tells who is first, or that nobody is. `budgetMs`: within which
 * there were to be rounds enough; null for no such time.
 */
export function adviceFor(
  standing: Standing,
  disturbed: boolean,
  rows: number,
  budgetMs: number | null = null,
): Advice | null {
  const { ranked, leaders } = standing;
  const [simplest, ...others] = leaders;
  if (ranked.length === 0 || simplest === undefined) return null;
  if (ranked.length === 1) return rows === 1 ? { kind: 'models' } : null;
  const pairs = others.map((row) => pairIn(standing, simplest, row));
  if (pairs.some(({ verdict }) => verdict === 'short')) return longer(leaders);
  const rounds = Math.min(...pairs.map((pair) => pair.rounds));
  if (rounds < fewestRounds)
    return budgetMs === null ? { kind: 'runs', runs: fewestRounds } : moreTime(standing, rounds, budgetMs);
  if (disturbed) return { kind: 'quiet' };
  const open = pairs.filter(({ verdict }) => verdict === 'unclear').map(({ rounds }) => rounds);
  const next = stages.find((stage) => stage > Math.min(...open));
  return open.length > 0 && next !== undefined ? { kind: 'runs', runs: next } : null;
}

/** On top of what rounds took: the boot of engines, and a machine that is not always as quick. */
const headroom = 1.5;
const minuteMs = 60_000;

/** Time for the rounds that are missing, by what those before took, in whole minutes; or runs that are shorter. */
function moreTime({ ranked, leaders }: Standing, rounds: number, budgetMs: number): Advice {
  const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);
  const tookMs = (row: Row) => sum([...(row.wallMs?.values ?? []), ...(row.startMs?.values ?? [])]);
  const missingMs = (sum(leaders.map(tookMs)) / Math.max(1, rounds)) * (fewestRounds - rounds);
  const neededMs = Math.max(headroom * (sum(ranked.map(tookMs)) + missingMs), budgetMs + 1);
  const fewer = longer(leaders);
  const { tasks } = leaders[0]!.variant.plan;
  return {
    kind: 'budget',
    budgetMs: Math.ceil(neededMs / minuteMs) * minuteMs,
    tasks: fewer.kind === 'tasks' && fewer.tasks <= tasks / 2 ? fewer.tasks : null,
  };
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
    case 'budget': {
      const fewer = advice.tasks === null ? null : plural(advice.tasks, 'task');
      return on(
        `More time may tell: --budget ${typedDuration(advice.budgetMs)}${fewer === null ? '' : `; or --tasks ${advice.tasks}, which makes a run about a second`}.`,
        `${plural(fewestRounds, 'run')} per model (+) may tell${fewer === null ? '' : `; or n, then ${fewer}, which makes a run about a second`}.`,
      );
    }
    case 'models':
      return on('Add a model to compare: --models async,threads.', 'Include another model: Space.');
    case 'quiet':
      return 'Run it again when the machine is less busy.';
  }
}
