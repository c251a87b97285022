import { createSession } from '../../../source/session/state.ts';
import { type LaneSummary, type Summary, summarize } from '../../../source/session/summary.ts';
import { planOf } from '../../helpers/plan.ts';

/** The names a row may use, and where each figure belongs. */
const set: Readonly<Record<string, (summary: Summary, value: number) => void>> = {
  wall: (s, ms) => {
    s.wallMs = ms;
  },
  start: (s, ms) => {
    s.startMs = ms;
  },
  frozen: (s, ms) => {
    s.loop.frozenMs = ms;
  },
  lag: (s, ms) => {
    s.loop.lagMaxMs = ms;
  },
  p99: (s, ms) => {
    s.taskMs.p99 = ms;
  },
  p50: (s, ms) => {
    s.taskMs.p50 = ms;
  },
  min: (s, ms) => {
    s.taskMs.min = ms;
  },
  done: (s, tasks) => {
    s.tasks.done = tasks;
  },
  tasks: (s, tasks) => {
    s.plan.tasks = tasks;
    s.tasks.total = tasks;
  },
  rate: (s, perSecond) => {
    s.tasksPerSecond = perSecond;
  },
  cores: (s, cores) => {
    s.cpu.effectiveCores = cores;
  },
  busy: (s, cores) => {
    s.cpu.busyCores = cores;
  },
  rss: (s, bytes) => {
    s.memory.perTask.rssBytes = bytes;
  },
  pss: (s, bytes) => {
    s.memory.perTask.pssBytes = bytes;
  },
  peak: (s, bytes) => {
    s.memory.peakRssBytes = bytes;
  },
  virtual: (s, bytes) => {
    s.memory.perTask.virtualBytes = bytes;
  },
  /** Processor time of the main loop. */
  loop: (s, ms) => {
    s.lanes = [{ ...laneOf(0), name: 'main', kind: 'loop', cpuMs: ms }];
  },
  /** Lanes that ended a task each. */
  lanes: (s, lanes) => {
    s.lanes = Array.from({ length: lanes }, (_, id) => laneOf(id));
  },
  /** Two lanes that computed all the time and waited for a core that share of it. */
  taken: (s, ratio) => {
    s.lanes = [1, 2].map((id) => ({ ...laneOf(id), cpuMs: 1000 * (1 - ratio), waitMs: 1000 * ratio }));
    s.wallMs ??= 1000;
    s.cpu.queuedRatio = ratio;
  },
};

const laneOf = (id: number): LaneSummary => ({
  id,
  name: `thread-${id}`,
  kind: 'thread',
  tasks: 1,
  cpuMs: null,
  waitMs: null,
  lockMs: null,
  utilizationRatio: null,
  copyMs: null,
  collectorMs: null,
  restarts: 0,
});

/** `3.13`, or `3.14t` without the lock. */
const interpreterOf = (version: string) =>
  ({
    path: 'python3',
    version: version.replace('t', ''),
    lock: version.endsWith('t') ? 'none' : 'shared',
    asked: null,
  }) as const;

/**
 * A run out of words like `wall=400 frozen=0`. Names that no summary has are figures of the workload. `failed` and
 * `wrong` are runs that did not complete, or whose result was not right. What is not said was not measured.
 */
export function summaryOf(words: string): Summary {
  const summary = structuredClone(summarize(createSession(planOf())));
  summary.outcome = 'completed';
  summary.cpu.effectiveCores = 2;
  summary.check = { ok: true, expected: 'right', got: 'right', figures: [] };
  for (const word of words.trim().split(/\s+/)) {
    const [name = '', text] = word.split('=');
    if (name === 'python') summary.plan.interpreter = interpreterOf(text ?? '');
    else if (name === 'ms') summary.plan.parameters = { ms: Number(text) };
    else if (name === 'failed') summary.outcome = 'failed';
    else if (name === 'wrong') summary.check.ok = false;
    else if (name === '-' || name === '') continue;
    else {
      const value = Number(text);
      if (Number.isNaN(value)) throw new Error(`"${word}" in a table is no figure`);
      if (set[name]) set[name](summary, value);
      else summary.check.figures.push({ name, title: name, value, unit: '' });
    }
  }
  return summary;
}
