import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { severities } from '../../source/findings/finding.ts';
import { findingsOf, rules } from '../../source/findings/index.ts';
import { decodeEvent } from '../../source/protocol/decode.ts';
import type { RunEvent, RunEventOf } from '../../source/protocol/events.ts';
import { modelIds, runtimeIds } from '../../source/protocol/plan.ts';
import { heldCauses } from '../../source/protocol/vital-events.ts';
import { reduce } from '../../source/session/reduce.ts';
import { createSession, type Session } from '../../source/session/state.ts';
import { type Summary, summarize } from '../../source/session/summary.ts';
import { heddle, startHeddle } from './helpers/heddle.ts';

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
const document = v.strictObject({
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

/** Folds the lines of an event stream into the summary that the run itself should have come to. */
function fold(stream: string): { events: RunEvent[]; session: Session; summary: Summary } {
  const events = stream.trimEnd().split('\n').map(decodeEvent);
  const [first] = events;
  if (first?.type !== 'run-started') throw new Error('a stream begins with run-started');
  const session = events.reduce(reduce, createSession(first.plan));
  return { events, session, summary: summarize(session) };
}

test('--json prints exactly the documented fields, and --events folds into the same figures', async () => {
  await using started = startHeddle(
    [
      'run',
      'wait',
      '-m',
      'threads',
      '-t',
      '12',
      '-c',
      '3',
      '--set',
      'ms=120',
      '--seed',
      '7',
      '--json',
      '--events',
      'e.ndjson',
    ],
    {},
  );
  const { code, stdout, stderr } = await started.ended;
  expect(code).toBe(0);
  const printed = v.parse(document, JSON.parse(stdout));
  expect(stdout).toBe(`${JSON.stringify(printed, null, 2)}\n`);
  expect(printed.plan).toEqual({
    runtime: 'node',
    model: 'threads',
    workload: 'wait',
    tasks: 12,
    concurrency: 3,
    poolThreads: null,
    libuvThreads: null,
    parameters: { ms: 120 },
  });
  expect(printed.seed).toBe(7);
  expect(printed.outcome).toBe('completed');
  expect(printed.tasks).toEqual({ total: 12, done: 12, failed: 0, cancelled: 0 });
  expect(printed.lanes.map(({ kind }) => kind)).toEqual(['loop', 'thread', 'thread', 'thread']);
  expect(printed.check?.ok).toBe(true);
  // Twelve waits on three lanes: four after another at least.
  expect(printed.wallMs).toBeGreaterThanOrEqual(4 * 119);
  expect(printed.taskMs.min).toBeGreaterThanOrEqual(119);
  expect(stderr).toMatch(/^wait under threads: 12 tasks, 3 at once: completed in /m);

  const { events, session, summary } = fold(readFileSync(join(started.sandbox.folder, 'e.ndjson'), 'utf8'));
  expect(events.at(-1)!.type).toBe('run-ended');
  const { machine: _, heddle: version, findings, ...figures } = printed;
  expect(version).toBe(manifest.version);
  const { engine, epochMs } = events[0] as RunEventOf<'run-started'>;
  expect(printed.engine).toEqual({ runtime: 'node', version: engine.version });
  expect(Date.parse(printed.startedAt!)).toBe(epochMs);
  expect(summary).toEqual(figures);
  expect(findings).toEqual(findingsOf(session));
});

test('--events - is the stream on standard output and nothing else', async () => {
  const { code, stdout, stderr } = await heddle([
    'run',
    'wait',
    '-t',
    '3',
    '--set',
    'ms=20',
    '--events',
    '-',
  ]);
  expect(code).toBe(0);
  const { events, summary } = fold(stdout);
  expect(events.map(({ type }) => type)).toEqual(
    expect.arrayContaining(['phase', 'lane', 'tasks', 'results']),
  );
  expect(summary).toMatchObject({ outcome: 'completed', tasks: { total: 3, done: 3 } });
  expect(stderr).toContain('completed');
});

test('what was not measured is null and never 0', async () => {
  const { stdout } = await heddle(['run', 'noop', '-t', '5', '-m', 'threads', '--sample', 'off', '--json']);
  const printed = v.parse(document, JSON.parse(stdout));
  expect(printed.loop).toEqual({ lagP50Ms: null, lagP99Ms: null, lagMaxMs: null, frozenMs: null, held: [] });
  expect(printed.cpu).toMatchObject({ busyCores: null, throttledMs: null });
  expect(printed.memory).toEqual({
    peakRssBytes: null,
    peakPssBytes: null,
    peakVirtualBytes: null,
    perTaskBytes: null,
    perTask: { rssBytes: null, pssBytes: null, virtualBytes: null },
  });
  for (const lane of printed.lanes) {
    expect(lane).toMatchObject({ cpuMs: null, waitMs: null, utilizationRatio: null });
  }
  expect(printed.overhead).toEqual({ cpuRatio: null, samplesDropped: 0 });
  expect(printed.check).toBeNull();
});

test('where no task ended well there is no time of a task', async () => {
  const { code, stdout } = await heddle(['run', './f.mjs', '-t', '2', '--json'], {
    files: { 'f.mjs': 'export default () => { throw new Error("no") }' },
  });
  expect(code).toBe(1);
  const printed = v.parse(document, JSON.parse(stdout));
  expect(printed.taskMs).toEqual({ min: null, p50: null, p95: null, p99: null, max: null });
  expect(printed.tasks).toEqual({ total: 2, done: 0, failed: 2, cancelled: 0 });
});

test('as text the summary is on standard output and progress on standard error', async () => {
  const { code, stdout, stderr } = await heddle([
    'run',
    'wait',
    '-m',
    'sequential',
    '-t',
    '3',
    '--set',
    'ms=500',
  ]);
  expect(code).toBe(0);
  const [headline, ...rows] = stdout.trimEnd().split('\n');
  expect(headline).toMatch(/^wait under sequential: 3 tasks, 1 at once: completed in \d+\.\d s$/);
  for (const label of ['tasks', 'task', 'lag', 'cpu', 'memory', 'lanes', 'check', 'watching']) {
    expect(rows).toContainEqual(expect.stringMatching(new RegExp(`^  ${label} {2}`)));
  }
  expect(stderr).toMatch(/^wait under sequential: +[12]\/3 +running 1 /m);
  expect(stdout).not.toContain('running 1');
});

test('--ascii and a locale without Unicode get text in ASCII', async () => {
  for (const env of [{}, { LANG: 'C' }]) {
    const args = ['run', 'noop', '-t', '2', '--plain', ...('LANG' in env ? [] : ['--ascii'])];
    const { stdout, stderr } = await heddle(args, { env });
    expect(stdout).toContain('2 tasks, 2 at once');
    expect(stdout + stderr).toMatch(/^[\n\x20-\x7e]+$/);
  }
});
