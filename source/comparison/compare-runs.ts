import { runtimeCard } from '../catalog/runtimes/index.ts';
import { type ModelId, modelIds, type Plan } from '../protocol/plan.ts';
import type { Measured } from '../protocol/units.ts';
import { takenByOthers } from '../session/processor.ts';
import type { Summary } from '../session/summary.ts';
import { ratioOf, type Spread, spreadOf } from '../statistics/spread.ts';
import type { Comparison, Row } from './comparison.ts';
import { judge } from './verdict.ts';

/**
 * What some runs of the same work say of their models. `summaries` are those of the first plans; there may be fewer,
 * while runs are under way or after they were stopped.
 */
export function compareRuns(plans: readonly Plan[], summaries: readonly Summary[]): Comparison {
  const [first] = plans;
  if (first === undefined) throw new RangeError('a comparison needs a plan');
  const models = modelIds.filter((model) => plans.some((plan) => plan.model === model));
  const rows = models.map((model) => rowOf(model, plans, summaries));
  const { baseline } = runtimeCard(first.runtime);
  const against = rows.find(({ model, problem }) => model === baseline && problem === null);
  const compared = rows.map((row) => ({
    ...row,
    speedup: row.problem === null ? (speedupOf(against, row)?.median ?? null) : null,
  }));
  const disturbed = Math.max(0, ...summaries.map((summary) => takenByOthers(summary) ?? 0));
  const taken = disturbed > 0 ? disturbed : null;
  return {
    workload: first.workload,
    tasks: first.tasks,
    parameters: first.parameters,
    baseline,
    rows: compared,
    ...judge(compared, taken),
    takenByOthers: taken,
  };
}

/** Speed-up of a row against the baseline's with its least and greatest; null where there is none. */
export function speedupOf(baseline: Row | undefined, { wallMs }: Row): Spread | null {
  return baseline?.wallMs && wallMs ? ratioOf(baseline.wallMs, wallMs) : null;
}

/** The row that the others' speed-ups are against, where it ran. */
export function baselineOf({ rows, baseline }: Comparison): Row | undefined {
  return rows.find(({ model, speedup }) => model === baseline && speedup !== null);
}

function rowOf(model: ModelId, plans: readonly Plan[], summaries: readonly Summary[]): Row {
  const mine = plans.flatMap((plan, at) => (plan.model === model ? [{ plan, summary: summaries[at] }] : []));
  const ended = mine.flatMap(({ summary }) => (summary === undefined ? [] : [summary]));
  const good = ended.filter(({ outcome }) => outcome === 'completed');
  const spread = (figure: (summary: Summary) => Measured) =>
    spreadOf(good.flatMap((summary) => figure(summary) ?? []));
  return {
    model,
    concurrency: mine[0]!.plan.concurrency,
    seed: mine[0]!.plan.seed,
    engine: ended[0]?.engine ?? null,
    startedAt: ended[0]?.startedAt ?? null,
    runs: good.length,
    planned: mine.length,
    problem: problemOf(ended),
    wallMs: spread(({ wallMs }) => wallMs),
    startMs: spread(({ startMs }) => startMs),
    speedup: null,
    loopLagP99Ms: spread(({ loop }) => loop.lagP99Ms),
    peakMemoryBytes: spread(({ memory }) => memory.peakPssBytes ?? memory.peakRssBytes),
    cpuMsPerTask: spread(cpuMsPerTask),
    tasksPerSecond: spread(({ tasksPerSecond }) => tasksPerSecond),
    taskP99Ms: spread(({ taskMs }) => taskMs.p99),
    figures: figuresOf(good),
  };
}

/** The first run that did not complete, in a line; null when all did. */
function problemOf(ended: readonly Summary[]): string | null {
  const at = ended.findIndex(({ outcome }) => outcome !== 'completed');
  if (at < 0) return null;
  const { outcome, message, errors } = ended[at]!;
  const [error] = errors;
  const why = message ?? (error ? `task ${error.task}: ${error.name}: ${error.message}` : null);
  const which = ended.length > 1 ? `run ${at + 1} ` : '';
  return `${which}${outcome?.replace('-', ' ') ?? 'did not end'}${why === null ? '' : `: ${why.split('\n')[0]}`}`;
}

/** Processor time of engine and lanes, without the telemetry's own, by tasks that ended. */
function cpuMsPerTask({ cpu, overhead, wallMs, tasks }: Summary): Measured {
  const ended = tasks.done + tasks.failed;
  if (cpu.busyCores === null || wallMs === null || ended === 0) return null;
  return (Math.max(0, cpu.busyCores - (overhead.cpuRatio ?? 0)) * wallMs) / ended;
}

/** The workload's own figures, in its order. */
function figuresOf(runs: readonly Summary[]): Row['figures'] {
  const all = runs.flatMap(({ check }) => check?.figures ?? []);
  const names = new Set(all.map(({ name }) => name));
  return [...names].flatMap((name) => {
    const same = all.filter((figure) => figure.name === name);
    const value = spreadOf(same.flatMap((figure) => figure.value ?? []));
    const { title, unit } = same[0]!;
    return value === null ? [] : [{ name, title, unit, value }];
  });
}
