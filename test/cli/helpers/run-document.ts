import * as v from 'valibot';
import { severities } from '../../../source/findings/finding.ts';
import { rules } from '../../../source/findings/index.ts';
import { modelIds, runtimeIds } from '../../../source/protocol/plan.ts';
import { heldCauses } from '../../../source/protocol/vital-events.ts';

const measured = v.nullable(v.number());
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const text = v.nullable(v.string());
const step = v.nullable(
  v.variant('kind', [
    v.strictObject({ kind: v.literal('model'), model: v.picklist(modelIds) }),
    v.strictObject({
      kind: v.picklist(['at-once', 'tasks', 'pool', 'libuv-threads']),
      to: v.union([count, v.picklist(['fewer', 'more'])]),
    }),
    v.strictObject({ kind: v.literal('again') }),
    v.strictObject({ kind: v.literal('command'), command: v.string() }),
  ]),
);
/** The document of `heddle run --json`: exactly these fields. */
export const runDocument = v.strictObject({
  schema: v.literal(1),
  plan: v.strictObject({
    runtime: v.literal('node'),
    model: v.string(),
    workload: v.string(),
    tasks: count,
    concurrency: count,
    poolThreads: v.nullable(count),
    libuvThreads: v.nullable(count),
    parameters: v.record(v.string(), v.union([v.number(), v.string()])),
  }),
  seed: v.pipe(v.number(), v.integer()),
  engine: v.nullable(v.strictObject({ runtime: v.picklist(runtimeIds), version: v.string() })),
  startedAt: v.nullable(v.pipe(v.string(), v.isoTimestamp())),
  outcome: v.picklist(['completed', 'failed', 'cancelled', 'timed-out', 'crashed']),
  message: text,
  wallMs: measured,
  startMs: measured,
  tasks: v.strictObject({ total: count, done: count, failed: count, cancelled: count }),
  taskMs: v.strictObject({ min: measured, p50: measured, p95: measured, p99: measured, max: measured }),
  tasksPerSecond: measured,
  loop: v.strictObject({
    lagP50Ms: measured,
    lagP99Ms: measured,
    lagMaxMs: measured,
    frozenMs: measured,
    held: v.array(
      v.strictObject({
        lane: count,
        startedMs: v.number(),
        durationMs: v.number(),
        looks: count,
        cause: v.nullable(v.picklist(heldCauses)),
        holder: v.nullable(
          v.strictObject({
            kind: v.literal('task'),
            task: count,
            certainty: v.picklist(['exact', 'likely']),
          }),
        ),
        frames: v.array(
          v.strictObject({ name: text, file: text, line: v.nullable(count), column: v.nullable(count) }),
        ),
      }),
    ),
  }),
  lanes: v.array(
    v.strictObject({
      id: count,
      name: v.string(),
      kind: v.picklist(['loop', 'thread', 'process']),
      tasks: count,
      cpuMs: measured,
      waitMs: measured,
      utilizationRatio: measured,
      copyMs: measured,
      restarts: count,
    }),
  ),
  cpu: v.strictObject({
    busyCores: measured,
    serverCores: measured,
    effectiveCores: measured,
    queuedRatio: measured,
    throttledMs: measured,
  }),
  libuv: v.strictObject({ threads: measured, waitMaxMs: measured, waitedRatio: measured }),
  memory: v.strictObject({
    peakRssBytes: measured,
    peakPssBytes: measured,
    peakVirtualBytes: measured,
    perTaskBytes: measured,
    perTask: v.strictObject({ rssBytes: measured, pssBytes: measured, virtualBytes: measured }),
  }),
  check: v.nullable(
    v.strictObject({
      ok: v.boolean(),
      expected: v.string(),
      got: v.string(),
      figures: v.array(
        v.strictObject({ name: v.string(), title: v.string(), value: measured, unit: v.string() }),
      ),
    }),
  ),
  errors: v.array(v.strictObject({ task: count, name: v.string(), message: v.string(), code: text })),
  overhead: v.strictObject({ cpuRatio: measured, samplesDropped: count }),
  heddle: v.string(),
  findings: v.array(
    v.strictObject({
      rule: v.picklist(rules.map(({ id }) => id)),
      severity: v.picklist(severities),
      saw: v.string(),
      figures: v.record(v.string(), v.number()),
      why: v.string(),
      next: v.string(),
      step,
      source: v.string(),
    }),
  ),
  machine: v.looseObject({}),
});
