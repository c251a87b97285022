import { type FigureId, figureCard } from '../catalog/figures.ts';
import type { Measured } from '../protocol/units.ts';
import type { Summary } from './summary.ts';

/** The value of each figure in a summary, in its unit; null where it was not measured. */
const values: Readonly<Record<FigureId, (summary: Summary) => Measured>> = {
  wallMs: ({ wallMs }) => wallMs,
  startMs: ({ startMs }) => startMs,
  tasksPerSecond: ({ tasksPerSecond }) => tasksPerSecond,
  taskMinMs: ({ taskMs }) => taskMs.min,
  taskP50Ms: ({ taskMs }) => taskMs.p50,
  taskP95Ms: ({ taskMs }) => taskMs.p95,
  taskP99Ms: ({ taskMs }) => taskMs.p99,
  taskMaxMs: ({ taskMs }) => taskMs.max,
  latencyP50Ms: ({ latencyMs }) => latencyMs?.p50 ?? null,
  latencyP95Ms: ({ latencyMs }) => latencyMs?.p95 ?? null,
  latencyP99Ms: ({ latencyMs }) => latencyMs?.p99 ?? null,
  latencyMaxMs: ({ latencyMs }) => latencyMs?.max ?? null,
  loopLagP50Ms: ({ loop }) => loop.lagP50Ms,
  loopLagP99Ms: ({ loop }) => loop.lagP99Ms,
  loopLagMaxMs: ({ loop }) => loop.lagMaxMs,
  frozenMs: ({ loop }) => loop.frozenMs,
  peakRssBytes: ({ memory }) => memory.peakRssBytes,
  peakPssBytes: ({ memory }) => memory.peakPssBytes,
  peakVirtualBytes: ({ memory }) => memory.peakVirtualBytes,
  peakMemoryBytes: ({ memory }) => memory.peakPssBytes ?? memory.peakRssBytes,
  bytesPerTask: ({ memory }) => memory.perTaskBytes,
  cpuMsPerTask,
  busyCores: ({ cpu }) => cpu.busyCores,
};

export function figureValue(id: FigureId, summary: Summary): Measured {
  return values[id](summary);
}

/** The same in words, with its unit. */
export function figureText(id: FigureId, summary: Summary): string {
  return figureCard(id).show(figureValue(id, summary));
}

/** A figure of the workload's own; null where its check has none of that name. */
export function ownFigure({ check }: Pick<Summary, 'check'>, name: string): Measured {
  return check?.figures.find((figure) => figure.name === name)?.value ?? null;
}

/**
 * Processor time of engine and lanes, by tasks that ended. Without the telemetry's own, which is part of it where that is a
 * thread of the engine: an interpreter is watched by another process.
 */
function cpuMsPerTask({ plan, cpu, overhead, wallMs, tasks }: Summary): Measured {
  const ended = tasks.done + tasks.failed;
  if (cpu.busyCores === null || wallMs === null || ended === 0) return null;
  const inside = plan.interpreter === null ? (overhead.cpuRatio ?? 0) : 0;
  return (Math.max(0, cpu.busyCores - inside) * wallMs) / ended;
}
