import type { Answer } from '../../../source/answer/answer.ts';
import { nextStep } from '../../../source/answer/next-step.ts';
import type { Question, Turn } from '../../../source/answer/step.ts';
import type { WorkloadCard } from '../../../source/catalog/workloads.ts';
import type { ModelId } from '../../../source/protocol/plan.ts';
import type { Ran } from '../../../source/runner/batch.ts';
import { createSession } from '../../../source/session/state.ts';
import { summarize } from '../../../source/session/summary.ts';
import { taskError } from '../../helpers/errors.ts';
import { chanceFrom, spread } from '../../helpers/noise.ts';
import { planOf } from '../../helpers/plan.ts';

const card: WorkloadCard = {
  runtime: 'node',
  id: 'work.mjs',
  title: 'work.mjs',
  shows: '',
  kind: 'mixed',
  parameters: {},
  tasks: 24,
  bodies: ['run'],
  parts: [],
  refuses: {},
  judgedBy: null,
  module: '/work.mjs',
  export: null,
};

/** A question about a file, on two quiet cores. */
export function questionOf(part: Partial<Question> = {}): Question {
  return {
    wish: { workload: './work.mjs' },
    card,
    room: { effectiveCores: 2, availableMemoryBytes: 8e9, quotaCores: null, descriptors: 4096 },
    by: 'time',
    ratePerSecond: null,
    tasks: null,
    budgetMs: 30_000,
    maxCalls: null,
    ruledOut: {},
    before: {
      ...{ busyRatio: 0.02, waitedMs: 0, descriptors: 4096, startMethod: null },
      handoverMs: { thread: 0.02, process: 0.03 },
    },
    ...part,
  };
}

/** Work that is only told of. */
export type Fake = {
  /** What a task takes one after another, and how much of it holds its thread and uses a core there. */
  readonly ms: number;
  readonly heldShare?: number;
  readonly computedShare?: number;
  /** Of what it computes, the share that holds the lock of CPython, as a profile tells it. */
  readonly lockedShare?: number;
  readonly returnsPromise?: 'always' | 'never';
  /** How many times as fast each model is; left out: as sequential. */
  readonly speedUp?: Partial<Record<ModelId, number | ((atOnce: number) => number)>>;
  /** What a task returns: text, and digest where it is another than the text. */
  readonly returns?: (task: number, model: ModelId, run: number) => string;
  /** How many times as long as it should the next run takes. */
  readonly noise?: () => number;
  readonly warmUpMs?: number;
  /** How many times as long tasks took in the first run and the second. */
  readonly slowAtFirst?: readonly [number, number];
  readonly engineMs?: number;
  readonly laneStartMs?: number;
  /** What a result takes to be packed for its way out of a lane. */
  readonly copyMs?: number;
  readonly fails?: (model: ModelId) => boolean;
  /** Of its tasks, beside that. */
  readonly failures?: (model: ModelId) => number;
  /** The share of its time that other programs took from a run. */
  readonly taken?: (model: ModelId, run: number) => number;
};

/** Asks the procedure until it has an answer, and plays each run that it wants. */
export function answerFor(
  fake: Fake,
  question: Question = questionOf(),
): { answer: Answer; turns: Ran<Turn>[] } {
  const { noise = spread(0.01)(chanceFrom(1)) } = fake;
  const ran: Ran<Turn>[] = [];
  for (;;) {
    const step = nextStep(question, ran);
    if (step.kind === 'done') return { answer: step.answer, turns: ran };
    if (ran.length > 500) throw new Error('it never ends');
    ran.push(play(fake, step.turn, ran.length, noise()));
  }
}

/** What no run has shown yet. */
const empty = summarize(createSession(planOf()));

function play(fake: Fake, turn: Turn, run: number, slower: number): Ran<Turn> {
  const { plan, model } = turn;
  const {
    ms,
    heldShare = 1,
    computedShare = heldShare,
    warmUpMs = 0,
    engineMs = 400,
    laneStartMs = 50,
  } = fake;
  const speed = fake.speedUp?.[model] ?? 1;
  const factor = typeof speed === 'number' ? speed : speed(plan.concurrency);
  const cold = fake.slowAtFirst?.[run] ?? 1;
  const left = 1 - (fake.taken?.(model, run) ?? 0);
  const pace = ((ms / factor) * slower * cold) / left;
  const tasks = Math.max(
    1,
    Math.min(plan.tasks, Math.floor(Math.max(0, (plan.stopAfterMs ?? Infinity) - warmUpMs) / pace)),
  );
  const wallMs = warmUpMs + tasks * pace;
  const startMs = 100 + (model === 'threads' || model === 'processes' ? laneStartMs : 0);
  const summary = { ...structuredClone(empty), outcome: 'completed' as const, wallMs, startMs };
  const failed = fake.fails?.(model) ?? false;
  summary.tasks = { total: plan.tasks, done: failed ? 0 : tasks, failed: failed ? tasks : 0, cancelled: 0 };
  const some = fake.failures?.(model) ?? 0;
  if (some > 0) summary.tasks = { ...summary.tasks, done: tasks - some, failed: some };
  if (failed || some > 0)
    summary.errors = [{ task: 0, ...taskError({ message: 'no luck', place: '/work.mjs:3' }), stack: [] }];
  summary.lanes = [
    {
      id: 0,
      name: 'main',
      kind: 'loop',
      tasks,
      cpuMs: wallMs * computedShare * left,
      waitMs: wallMs * (1 - left),
      lockMs: null,
      utilizationRatio: null,
      copyMs: null,
      collectorMs: null,
      restarts: 0,
    },
  ];
  if (fake.copyMs !== undefined && model !== 'sequential')
    summary.lanes.push({
      ...summary.lanes[0]!,
      id: 1,
      kind: 'thread',
      cpuMs: 0,
      copyMs: fake.copyMs * tasks,
      collectorMs: null,
    });
  summary.calls.returnsPromise = fake.returnsPromise ?? null;
  if (fake.lockedShare !== undefined)
    summary.profile = {
      ...{ samples: 100, activeRatio: computedShare, collectorRatio: 0, hottest: null, overheadMs: null },
      ...{ jsRatio: fake.lockedShare, nativeRatio: 1 - fake.lockedShare },
    };
  summary.loop.busyRatio = heldShare;
  summary.cpu.threads = { loopMs: wallMs * computedShare, libuvMs: 0, v8Ms: 0, nativeMs: 0 };
  summary.cpu.busyCores = computedShare * factor * left;
  summary.cpu.queuedRatio = 1 - left;
  summary.cpu.effectiveCores = 2;
  if (plan.ratePerSecond !== null) {
    const donePerSecond = Math.min(plan.ratePerSecond, 1000 / pace);
    const keptUp = donePerSecond === plan.ratePerSecond;
    const p99 = keptUp ? 2 * ms : wallMs;
    summary.latencyMs = { p50: p99 / 2, p95: p99, p99, max: p99, counted: tasks };
    summary.backlog = { most: 1, keptUp, donePerSecond };
  }
  const results = new Map(
    Array.from({ length: Math.min(tasks, plan.digests) }, (_, task) => {
      const text = fake.returns?.(task, model, run) ?? String(task);
      return [task, { text, digest: text, shape: typeof text }] as const;
    }),
  );
  const course = {
    completions: [[tasks, wallMs]] as const,
    perLane: [],
    warmUp: warmUpMs > 0 ? { tasks: 5, ms: warmUpMs, excessMs: warmUpMs / 2 } : null,
    settled: true,
    steadyMsPerTask: pace,
    firstMs: ms,
    p50Ms: ms,
  };
  return { ...turn, summary, course, results: failed ? new Map() : results, tookMs: engineMs + wallMs };
}
