import type { Variant, VariantRun } from '../../../source/comparison/comparison.ts';
import type { ModelId, Plan } from '../../../source/protocol/plan.ts';
import { createSession } from '../../../source/session/state.ts';
import { type Summary, summarize } from '../../../source/session/summary.ts';
import { planOf } from '../../helpers/plan.ts';

/** What one run of a model came to; what is left out was not measured. */
export type Ran = {
  wallMs?: number;
  lagP99Ms?: number;
  memoryBytes?: number;
  /** Cores' worth of processor time, of which the telemetry took a share. */
  busyCores?: number;
  watcherRatio?: number;
  startMs?: number;
  /** Of tasks that fell due at a rate. */
  latencyP99Ms?: number;
  keptUp?: boolean;
  /** How many of its tasks had ended when it was stopped. */
  done?: number;
  outcome?: NonNullable<Summary['outcome']>;
  message?: string;
  figures?: { name: string; title: string; value: number | null; unit: string }[];
  /** Share of the time in which its only lane waited for a core that others had. */
  queuedRatio?: number;
};

export function summaryOf(plan: Plan, ran: Ran): Summary {
  const empty = summarize(createSession(plan));
  const { wallMs = null, queuedRatio = null, outcome = 'completed' } = ran;
  const lane = {
    id: 0,
    name: 'main',
    kind: 'loop' as const,
    tasks: plan.tasks,
    lockMs: null,
    utilizationRatio: null,
    copyMs: null,
    collectorMs: null,
    restarts: 0,
  };
  const waitMs = (wallMs ?? 0) * (queuedRatio ?? 0);
  return {
    ...empty,
    outcome,
    message: ran.message ?? null,
    wallMs,
    startMs: ran.startMs ?? null,
    tasks: {
      total: plan.tasks,
      done: outcome === 'completed' ? (ran.done ?? plan.tasks) : 0,
      failed: 0,
      cancelled: 0,
    },
    ...loadOf(ran),
    loop: { ...empty.loop, lagP99Ms: ran.lagP99Ms ?? null },
    memory: { ...empty.memory, peakRssBytes: ran.memoryBytes ?? null },
    lanes: queuedRatio === null ? [] : [{ ...lane, cpuMs: (wallMs ?? 0) - waitMs, waitMs }],
    cpu: { ...empty.cpu, busyCores: ran.busyCores ?? null, effectiveCores: 2, queuedRatio },
    overhead: { ...empty.overhead, cpuRatio: ran.watcherRatio ?? null },
    check: ran.figures ? { ok: true, expected: '', got: '', figures: ran.figures } : null,
  };
}

function loadOf({ latencyP99Ms, keptUp }: Ran): Partial<Pick<Summary, 'latencyMs' | 'backlog'>> {
  if (latencyP99Ms === undefined) return {};
  const p50 = latencyP99Ms / 2;
  return {
    latencyMs: { p50, p95: p50, p99: latencyP99Ms, max: latencyP99Ms, counted: 10 },
    backlog: { most: 1, keptUp: keptUp ?? true, donePerSecond: 10 },
  };
}

/** A variant of ten tasks that wait, under that name. */
export function variantOf(id: string, part: Partial<Plan>): Variant {
  const plan = planOf({ workload: 'wait', tasks: 10, concurrency: 2, ...part });
  return { id, label: id, isBaseline: false, plan };
}

/** A variant a model, by its name; `sequential` is the baseline. */
export function modelVariant(model: ModelId): Variant {
  const isBaseline = model === 'sequential';
  return { ...variantOf(model, { model, concurrency: isBaseline ? 1 : 2 }), isBaseline };
}

type Runs = readonly (number | Ran)[];

/** Turns and runs of variants, round by round; numbers are wall times in ms. */
export function runsOfVariants(all: readonly (readonly [Variant, Runs])[]): [Variant[], VariantRun[]] {
  const turns: Variant[] = [];
  const ran: VariantRun[] = [];
  for (let round = 0; round < Math.max(...all.map(([, runs]) => runs.length)); round++) {
    for (const [variant, runs] of all) {
      const run = runs[round];
      if (run === undefined) continue;
      turns.push(variant);
      const summary = summaryOf(variant.plan, typeof run === 'number' ? { wallMs: run } : run);
      ran.push({ ...variant, summary });
    }
  }
  return [turns, ran];
}

/** The same by model: `{ async: [201, 205], threads: [400, 410] }`. */
export function runsOf(models: Partial<Record<ModelId, Runs>>): [Variant[], VariantRun[]] {
  const all = Object.entries(models) as [ModelId, Runs][];
  return runsOfVariants(all.map(([model, runs]) => [modelVariant(model), runs]));
}
