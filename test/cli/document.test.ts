import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { findingsOf } from '../../source/findings/index.ts';
import type { RunDocument } from '../../source/plain/document.ts';
import { decodeEvent } from '../../source/protocol/decode.ts';
import type { RunEvent, RunEventOf } from '../../source/protocol/events.ts';
import { reduce } from '../../source/session/reduce.ts';
import { createSession, type Session } from '../../source/session/state.ts';
import { type Summary, summarize } from '../../source/session/summary.ts';
import { heddle, startHeddle } from './helpers/heddle.ts';

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
  const printed = JSON.parse(stdout) as RunDocument;
  expect(stdout).toBe(`${JSON.stringify(printed, null, 2)}\n`);
  expect(printed.plan).toEqual({
    runtime: 'node',
    model: 'threads',
    workload: 'wait',
    tasks: 12,
    concurrency: 3,
    poolThreads: null,
    poolProcesses: null,
    startMethod: null,
    interpreter: null,
    libuvThreads: null,
    parameters: { ms: 120 },
    inputs: null,
    ratePerSecond: null,
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
  const printed = JSON.parse(stdout) as RunDocument;
  expect(printed.loop).toEqual({
    busyRatio: null,
    lagP50Ms: null,
    lagP99Ms: null,
    lagMaxMs: null,
    frozenMs: null,
    freezes: null,
    withoutCoreMs: null,
    freezesWithoutCore: null,
    held: [],
    heldBy: [],
  });
  expect(printed.cpu).toMatchObject({ busyCores: null, throttledMs: null });
  expect(printed.memory).toEqual({
    peakRssBytes: null,
    peakPssBytes: null,
    peakVirtualBytes: null,
    perTaskBytes: null,
    perTask: { rssBytes: null, pssBytes: null, virtualBytes: null },
    perLane: { rssBytes: null, pssBytes: null, virtualBytes: null },
  });
  expect(printed.cpu.threads).toBeNull();
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
  const printed = JSON.parse(stdout) as RunDocument;
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
  for (const label of ['tasks', 'task', 'lag', 'cpu', 'memory', 'lanes', 'check', 'overhead']) {
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
