import { expect, test } from 'vitest';
import { findQuestion } from '../../source/guide/answers.ts';
import type { Machine } from '../../source/guide/question.ts';
import { createSession } from '../../source/session/state.ts';
import { type Summary, summarize } from '../../source/session/summary.ts';
import { planOf } from '../helpers/plan.ts';
import { roomy } from './helpers/machine.ts';

type Figures = {
  wall?: number;
  busy?: number;
  /** How long the loop was ready and had no core. */
  waited?: number;
  laneCpu?: number;
  copy?: number;
  frozen?: number;
  done?: number;
  p50?: number;
};

/** A run with these figures; what is not said was not measured. */
function summaryOf({ wall, busy, waited, laneCpu, copy, frozen, done = 0, p50 }: Figures): Summary {
  const empty = summarize(createSession(planOf()));
  return {
    ...empty,
    wallMs: wall ?? null,
    startMs: wall === undefined ? null : 30,
    cpu: { ...empty.cpu, busyCores: busy ?? null },
    loop: { ...empty.loop, frozenMs: frozen ?? null },
    tasks: { ...empty.tasks, done },
    taskMs: { ...empty.taskMs, p50: p50 ?? null },
    lanes:
      laneCpu === undefined && copy === undefined && waited === undefined
        ? []
        : [
            {
              id: 0,
              name: 'main',
              kind: 'loop',
              tasks: done,
              cpuMs: laneCpu ?? null,
              waitMs: waited ?? 0,
              lockMs: null,
              utilizationRatio: null,
              copyMs: copy ?? null,
              collectorMs: null,
              restarts: 0,
            },
          ],
  };
}

test.each<[key: string, figures: Figures, value: string | null, saw: RegExp]>([
  ['cpu', { wall: 1000, busy: 0.98 }, 'yes', /98 % of the time, so it computes/],
  ['cpu', { wall: 1000, busy: 0.05 }, 'no', /5 % of the time, so it mostly waits/],
  ['cpu', { wall: 1000, busy: 0.45 }, null, /45 % .* computes and waits/],
  // Half the time in the run queue of a busy machine: it wanted to compute all the time.
  ['cpu', { wall: 1000, busy: 0.5, waited: 500 }, 'yes', /100 %/],
  ['cpu', { wall: 1000, busy: 0.6 }, 'yes', /60 %/],
  ['cpu', { wall: 1000, busy: 0.59 }, null, /59 %/],
  ['cpu', { wall: 100, busy: 1 }, null, /took 100 ms, and measuring needs 300 ms/],
  ['cpu', { wall: 1000 }, null, /did not give the figures/],
  ['cpu', {}, null, /No task ran/],
  ['io', { wall: 1000, busy: 0.05 }, 'yes', /waited 95 %/],
  ['io', { wall: 1000, busy: 0.9 }, 'no', /waited 10 %/],
  ['io', { wall: 1000, busy: 0.7 }, null, /computes and waits/],
  ['runtime', { wall: 1000 }, 'node', /Node\.js/],
  ['runtime', {}, null, /first task/],
  ['cycles', { wall: 1000, busy: 1.8, laneCpu: 60 }, 'libuv', /97 % of the computing ran in a thread pool/],
  ['cycles', { wall: 1000, busy: 1, laneCpu: 980 }, null, /98 % .* on the loop's thread/],
  ['cycles', { wall: 1000, busy: 1 }, null, /did not give/],
  ['library', { wall: 1000, frozen: 900 }, 'no', /90 % of the time: these calls block it/],
  ['library', { wall: 1000, frozen: 0 }, 'yes', /do not block it/],
  ['library', { wall: 1000, frozen: 150 }, null, /some calls/],
  ['library', { wall: 1000 }, null, /did not give/],
  ['length', { wall: 10, done: 24, p50: 0.004 }, 'tiny', /^The median task took 4\.0 µs\.$/],
  ['length', { wall: 1000, done: 24, p50: 40 }, 'short', /40 ms/],
  ['length', { wall: 1000, done: 2, p50: 450 }, 'long', /450 ms/],
  ['length', { wall: 1000, done: 0 }, 'long', /No task finished within 1\.0 s/],
  ['length', { done: 0 }, null, /nothing to measure/],
  ['bytes', { wall: 1000, done: 100, copy: 9.9 }, 'little', /a result took 99 µs: little/],
  ['bytes', { wall: 1000, done: 100, copy: 49 }, null, /cannot tell how much data/],
  ['bytes', { wall: 1000, done: 100, copy: 50 }, 'much', /500 µs, in all 50 ms .* 5 % of the lanes' time/],
  // Of tasks that are next to nothing the smallest copy takes a share.
  ['bytes', { wall: 100, done: 1000, copy: 50 }, 'little', /50 µs/],
  ['bytes', { wall: 1000, done: 100 }, null, /No result/],
  ['bytes', { wall: 1000, copy: 50 }, null, /No result/],
])('%s of %o: %s', (key, figures, value, saw) => {
  const { measure } = findQuestion(key)!;
  if (measure?.by !== 'run') throw new Error(`${key} is not measured by a run`);
  const reading = measure.read(summaryOf(figures), null);
  expect(reading.value).toBe(value);
  expect(reading.saw).toMatch(saw);
});

test('what computes in Python beside its thread is native code: there is no pool of libuv', () => {
  const { measure } = findQuestion('cycles')!;
  if (measure?.by !== 'run') throw new Error('cycles is measured by a run');
  const run = summaryOf({ wall: 1000, busy: 1.8, laneCpu: 60 });
  const interpreter = { path: '/usr/bin/python3', version: '3.11.7', lock: 'shared', asked: null } as const;
  expect(measure.read({ ...run, plan: { ...run.plan, runtime: 'python', interpreter } }, null)).toEqual({
    value: 'native',
    saw: '97 % of the computing ran in other threads.',
  });
});

const { quotaCores: _, ...unasked } = roomy;
test.each<[key: string, machine: Machine, value: string | null, saw: RegExp]>([
  ['memory', { ...roomy, availableMemoryBytes: 200e6 }, '256mb', /200 MB are free/],
  ['memory', { ...roomy, availableMemoryBytes: 900e6 }, '1gb', /900 MB/],
  ['memory', roomy, 'more', /8\.0 GB/],
  ['quota', roomy, 'no', /no quota/],
  ['quota', { ...roomy, effectiveCores: 2, quotaCores: 2 }, 'yes', /a quota of 2 cores/],
  ['quota', { ...roomy, effectiveCores: 1, quotaCores: 1 }, 'yes', /a quota of 1 core\./],
  ['quota', { ...unasked, effectiveCores: 1.5 }, 'yes', /Only a quota gives a fraction/],
  ['quota', unasked, null, /cannot see whether/],
])('%s of the machine %o: %s', (key, machine, value, saw) => {
  const { measure } = findQuestion(key)!;
  if (measure?.by !== 'machine') throw new Error(`${key} is not read from the machine`);
  const reading = measure.read(machine);
  expect(reading.value).toBe(value);
  expect(reading.saw).toMatch(saw);
});

test('what a measurement suggests is an answer of its question', () => {
  for (const key of ['cpu', 'io', 'runtime', 'cycles', 'library', 'length', 'bytes', 'memory', 'quota']) {
    expect(findQuestion(key)?.measure).toBeDefined();
  }
});
