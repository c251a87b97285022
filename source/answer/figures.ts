import { modelCard, ownsLanes } from '../catalog/models.ts';
import { keptUpOf } from '../comparison/rows.ts';
import type { Plan } from '../protocol/plan.ts';
import type { Measured } from '../protocol/units.ts';
import type { Ran } from '../runner/batch.ts';
import { medianOf, sampleOf } from '../statistics/sample.ts';
import type { Figures } from './answer.ts';
import type { Question, Turn } from './step.ts';

/**
 * What one run is judged by; less is better. `baselineStartMs`: what sequential needs before its first task, which every
 * model needs, too.
 */
export function judgedFigure(question: Question, run: Ran<Turn>, baselineStartMs: Measured): Measured {
  const { summary } = run;
  switch (question.by) {
    case 'time':
      if (question.ratePerSecond !== null) return summary.latencyMs?.p99 ?? null;
      return question.tasks === null
        ? warmMsPerTask(question, run)
        : coldMsPerTask(question, run, baselineStartMs);
    case 'latency':
      return summary.latencyMs?.p99 ?? summary.taskMs.p99;
    case 'memory':
      return memoryOf(run);
    case 'cpu':
      return cpuMsPerTask(run);
  }
}

/**
 * Wall time of a task in work that goes on. Lanes of Heddle take tasks from a counter they share or in batches; a pool of
 * your own sends a message per task, so that its cost is added: the lanes wait for it side by side. What lanes pack the
 * main thread unpacks, one result after another, which takes about as long.
 */
function warmMsPerTask(question: Question, run: Ran<Turn>): Measured {
  const { steadyMsPerTask } = run.course;
  if (steadyMsPerTask === null) return null;
  return Math.max(steadyMsPerTask, copyMsPerTask(run) ?? 0) + handingMs(question, run.plan);
}

/** Time to copy a result for its way out of a lane; null where none was sent. */
export function copyMsPerTask({ summary }: Ran<Turn>): Measured {
  const times = summary.lanes.map(({ copyMs }) => copyMs).filter((ms) => ms !== null);
  return times.length === 0 || summary.tasks.done === 0
    ? null
    : times.reduce((sum, ms) => sum + ms, 0) / summary.tasks.done;
}

function handingMs({ before }: Question, plan: Plan): number {
  const card = modelCard(plan);
  return ownsLanes(card) ? (before.handoverMs[card.lane] ?? 0) / plan.concurrency : 0;
}

/** Wall time by tasks of a whole batch: the start of lanes, warm-up and work. What was cut off goes on as fast as at last. */
function coldMsPerTask(question: Question, run: Ran<Turn>, baselineStartMs: Measured): Measured {
  const { summary } = run;
  const tasks = question.tasks!;
  if (summary.wallMs === null || summary.tasks.done === 0) return null;
  const lanesMs =
    summary.startMs === null || baselineStartMs === null ? 0 : Math.max(0, summary.startMs - baselineStartMs);
  const restMs = Math.max(0, tasks - summary.tasks.done) * (run.course.steadyMsPerTask ?? 0);
  return (lanesMs + summary.wallMs + restMs) / tasks + handingMs(question, run.plan);
}

function memoryOf({ summary: { memory } }: Ran<Turn>): Measured {
  return memory.peakPssBytes ?? memory.peakRssBytes;
}

function cpuMsPerTask({ summary: { cpu, wallMs, tasks } }: Ran<Turn>): Measured {
  return cpu.busyCores === null || !wallMs || tasks.done === 0 ? null : (cpu.busyCores * wallMs) / tasks.done;
}

/** Medians of runs with the same numbers; null where no run measured a figure. */
export function figuresOf(
  question: Question,
  runs: readonly Ran<Turn>[],
  judged: readonly Measured[],
): Figures {
  const middle = (of: (run: Ran<Turn>) => Measured) => median(runs.map(of));
  const msPerTask = middle((run) => warmMsPerTask(question, run));
  return {
    judged: median(judged),
    msPerTask,
    tasksPerSecond: msPerTask ? 1000 / msPerTask : null,
    startMs: middle(({ summary }) => summary.startMs),
    memoryBytes: middle(memoryOf),
    lagP99Ms: middle(({ summary }) => summary.loop.lagP99Ms),
    cpuMsPerTask: middle(cpuMsPerTask),
    lockRatio: middle(({ summary }) => summary.lock?.waitedRatio ?? null),
    latencyP50Ms: middle(({ summary }) => summary.latencyMs?.p50 ?? null),
    latencyP99Ms: middle(({ summary }) => summary.latencyMs?.p99 ?? null),
    keptUp: keptUpOf(runs.map(({ summary }) => summary)),
  };
}

/** The median of what was measured. */
export function median(values: readonly Measured[]): Measured {
  return medianOf(
    sampleOf(
      values.filter((value) => value !== null),
      '',
    ),
  );
}
