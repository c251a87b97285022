import { expect, test } from 'vitest';
import { runtimeCard } from '../../../source/catalog/runtimes/index.ts';
import { advice, isChange, type Step } from '../../../source/findings/step.ts';
import { advise, type Facts, leadingFinding, nextStep, withKey } from '../../../source/ui/panes/next-step.ts';
import { type Figures, row, sessionOf, together } from '../../findings/helpers/evidence.ts';

const last = runtimeCard('node').models.length;
const base: Facts = {
  runtime: 'node',
  interpreter: null,
  model: 'threads',
  outcome: 'completed',
  failed: 0,
  hangs: false,
  checkFailed: false,
  computing: true,
  atOnce: 2,
  tasks: 24,
  effectiveCores: 2,
  before: null,
};

const python: Partial<Facts> = {
  runtime: 'python',
  interpreter: { path: '/usr/bin/python3', version: '3.13.0', lock: 'shared', asked: null },
};
const free: Partial<Facts> = { ...python, interpreter: { ...python.interpreter!, lock: 'none' } };

test.each<[Partial<Facts>, string]>([
  [{ outcome: 'crashed' }, 'Try processes (4): a crash there ends one child process, not the run'],
  [{ outcome: 'crashed', model: 'processes' }, 'Press o to read the reason in what it printed'],
  [{ outcome: 'cancelled' }, 'Press n to change its options: fewer tasks, or smaller ones'],
  [{ outcome: 'timed-out' }, `Try fewer tasks (n), or another model (1-${last})`],
  [
    { outcome: 'timed-out', hangs: true },
    'No task ended. Check that your function returns, and what it waits for',
  ],
  [
    { outcome: 'failed', failed: 1 },
    '1 task failed: type /failed and press Enter three times to see an error',
  ],
  [{ checkFailed: true }, 'The results are wrong: updates of shared data may have been lost'],
  [{ computing: null }, `Run the same work under another model (1-${last}, then r) and compare`],
  [
    { model: 'sequential', computing: false },
    'It mostly waited: try async (2), which waits for all tasks at once',
  ],
  [
    { model: 'threads', computing: false },
    'Its 2 lanes mostly waited: try async (2), where waiting needs no lane',
  ],
  [
    { model: 'threads', computing: false, atOnce: 24 },
    'It mostly waited: try async (2), which needs less memory',
  ],
  [{ model: 'async', computing: false }, 'Try threads (3) to see what lanes that wait cost'],
  [
    { model: 'async', computing: false, before: 'threads' },
    'Try ten times as many tasks (n): waiting costs no CPU',
  ],
  [{ effectiveCores: 1 }, 'There is only one core: no model computes faster here'],
  [{ model: 'sequential' }, 'It computed on 1 of 2 cores: try threads (3)'],
  [{ atOnce: 1 }, 'Only 1 at once on 2 cores: try more (n)'],
  [{ before: 'sequential' }, 'Try processes (4): the same cores, and a crash ends only one child'],
  [{ model: 'processes' }, 'Try threads (3): the same cores with less memory'],
  // Threads that share a lock do not compute at the same time.
  [{ ...python, model: 'sequential' }, 'It computed on 1 of 2 cores: try processes (4)'],
  [{ ...python, model: 'processes' }, 'Try sequential (1) as a baseline'],
  [{ ...free, model: 'sequential' }, 'It computed on 1 of 2 cores: try threads (3)'],
  [{ model: 'processes', before: 'threads' }, 'Try hybrid (5), or sequential (1) as a baseline'],
])('%o: %s', (facts, advice) => {
  expect(advise({ ...base, ...facts })).toBe(advice);
});

test('never advises the model that just ran', () => {
  for (const [at, { id: model }] of runtimeCard('node').models.entries()) {
    for (const computing of [true, false, null]) {
      for (const before of [null, 'threads', 'sequential'] as const) {
        expect(advise({ ...base, model, computing, before })).not.toContain(`(${at + 1})`);
      }
    }
  }
});

test.each<[Step | null, string, string]>([
  [{ kind: 'model', model: 'threads' }, 'Try threads: as fast', 'Try threads (3): as fast'],
  [{ kind: 'at-once', to: 2 }, 'Try 2 at once: as fast', 'Try 2 at once (n): as fast'],
  [{ kind: 'at-once', to: 'fewer' }, 'Try fewer at once: as fast', 'Try fewer at once (n): as fast'],
  [{ kind: 'tasks', to: 1000 }, 'Try 1000 tasks: as fast', 'Try 1000 tasks (n): as fast'],
  [
    { kind: 'tasks', to: 'more' },
    'Try more or longer tasks: as fast',
    'Try more or longer tasks (n): as fast',
  ],
  [
    { kind: 'pool', to: 'fewer' },
    'Try fewer threads in the pool: as fast',
    'Try fewer threads in the pool (n): as fast',
  ],
  [{ kind: 'libuv-threads', to: 8 }, 'Give libuv 8 threads: as fast', 'Give libuv 8 threads (n): as fast'],
  [{ kind: 'again' }, 'Run it again: as fast', 'Run it again: as fast'],
  [
    { kind: 'command', command: 'heddle run wait' },
    'Take a larger machine: as fast',
    'Take a larger machine: as fast',
  ],
  [null, 'Try to return plain data: as fast', 'Try to return plain data: as fast'],
])('%o with its key', (step, next, told) => {
  if (step !== null && isChange(step)) expect(advice(step, ': as fast').next).toBe(next);
  expect(withKey({ next, step }, 'node')).toBe(told);
});

const blocked: Figures = {
  model: 'async',
  tasks: together(4, 1000),
  freezes: [{ durationMs: 900, task: 2 }],
};
const busy: Figures = {
  pool: [{ cpuMs: 1000 }, { cpuMs: 1000 }],
  tasks: [...row(1, 2, 500), ...row(2, 2, 500)],
};

test.each<[string, Figures, string | null, RegExp]>([
  ['a finding says how to go on', blocked, 'loop-blocked', /^Try threads \(3\)/],
  [
    'also of a run that was cancelled',
    { ...blocked, outcome: 'cancelled' },
    'loop-blocked',
    /^Try threads \(3\)/,
  ],
  ['a crash comes first', { ...blocked, outcome: 'crashed' }, null, /^Try processes \(4\)/],
  [
    'but for what it died of',
    { ...blocked, outcome: 'crashed', memoryLimitBytes: 100, memory: { peakRssBytes: 99 } },
    'memory-near-limit',
    /raise the limit/,
  ],
  ['where all is well the run before decides', busy, null, /^Try sequential \(1\)/],
])('%s', (_, figures, rule, step) => {
  const session = sessionOf(figures);
  expect(leadingFinding(session)?.rule ?? null).toBe(rule);
  expect(nextStep(session, null, 2)).toMatch(step);
});
