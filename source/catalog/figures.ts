import { bytes, cores, duration, rate, shortDuration } from '../format.ts';
import type { Measured } from '../protocol/units.ts';

/** What is known of a figure of a run, whatever its value: text, screen, comparison and help have it from here. */
export type FigureCard = {
  readonly title: string;
  /** Behind a word that says what it is of: `p99`, after `lag`. */
  readonly short?: string;
  readonly unit: 'ms' | 'bytes' | 'tasks/s' | 'cores';
  readonly of: 'run' | 'task' | 'loop' | 'process';
  readonly better: 'lower' | 'higher' | 'neither';
  /** What two values have to differ by, in its unit, to be worth a word; null: no comparison weighs it. */
  readonly step: number | null;
  /** What it means, beginning with the unit in which it is mostly shown. */
  readonly help: string;
  readonly show: (value: Measured) => string;
};

/** What people feel as a wait (the 100 ms of Miller, 1968, and of Nielsen); Clinic.js Doctor takes the same for one delay. */
export const feltWaitMs = 100;
/** A heartbeat comes every 10 ms; a loop that is late by less than five of them answers as anyone would expect. */
const feltLagMs = 50;
/** Nobody feels the difference between answers that are both this quick. */
export const feltAnswerMs = 10;
/** An engine's heap is some megabytes larger or smaller by when its garbage was last collected. */
const heapStepBytes = 10e6;
/** What clocks tell apart. */
export const measurableMs = 0.001;

const task = { unit: 'ms', of: 'task', better: 'lower', step: null, show: shortDuration } as const;
const lag = { unit: 'ms', of: 'loop', better: 'lower', step: null, show: duration } as const;
const memory = { unit: 'bytes', of: 'process', better: 'lower', step: null, show: bytes } as const;

/** Every figure of a run's summary that has a name of its own, by its id. */
export const figureCards = {
  wallMs: {
    ...{ title: 'time', unit: 'ms', of: 'run', better: 'lower', step: null, show: duration },
    help: "s from the first task's start to the last one's end",
  },
  startMs: {
    ...{ title: 'start', unit: 'ms', of: 'run', better: 'lower', step: feltWaitMs, show: duration },
    help: 'ms the engine needs before the first task starts',
  },
  tasksPerSecond: {
    ...{ title: 'tasks/s', unit: 'tasks/s', of: 'run', better: 'higher', step: null, show: rate },
    help: 'tasks completed per second',
  },
  taskMinMs: { ...task, title: 'task min', short: 'min', help: 'ms that the shortest task took' },
  taskP50Ms: { ...task, title: 'task p50', short: 'p50', help: 'ms that half of the tasks took at most' },
  taskP95Ms: { ...task, title: 'task p95', short: 'p95', help: 'ms that 95 % of the tasks took at most' },
  taskP99Ms: {
    ...{ ...task, title: 'task p99', short: 'p99', step: feltAnswerMs },
    help: 'ms that 99 % of the tasks took at most',
  },
  taskMaxMs: { ...task, title: 'task max', short: 'max', help: 'ms that the longest task took' },
  latencyP50Ms: {
    ...{ ...task, title: 'latency p50', short: 'p50', step: feltAnswerMs },
    help: 'ms from due to end, for half of the tasks at most',
  },
  latencyP95Ms: {
    ...{ ...task, title: 'latency p95', short: 'p95' },
    help: 'ms from due to end, for 95 % of the tasks at most',
  },
  latencyP99Ms: {
    ...{ ...task, title: 'latency p99', short: 'p99', step: feltAnswerMs },
    help: 'ms from due to end, for 99 % of the tasks at most',
  },
  latencyMaxMs: {
    ...{ ...task, title: 'latency max', short: 'max' },
    help: 'ms from due to end, for the longest',
  },
  loopLagP50Ms: {
    ...lag,
    title: 'lag p50',
    short: 'p50',
    help: 'ms; half of the time the lag was lower',
  },
  loopLagP99Ms: {
    ...{ ...lag, title: 'lag p99', short: 'p99', step: feltLagMs },
    help: 'ms; 99 % of the time the lag was lower',
  },
  loopLagMaxMs: { ...lag, title: 'lag max', short: 'max', help: 'ms; the longest lag' },
  frozenMs: { ...lag, title: 'frozen', help: 's in which the loop could not run anything else' },
  peakRssBytes: { ...memory, title: 'RSS', help: 'MB in use; shared pages counted in each process' },
  peakPssBytes: { ...memory, title: 'PSS', help: 'MB in use; shared pages divided among processes' },
  peakVirtualBytes: { ...memory, title: 'virtual', help: 'MB of reserved address space' },
  peakMemoryBytes: {
    ...{ ...memory, title: 'memory', step: heapStepBytes },
    help: 'MB at the peak: PSS if measured, else RSS',
  },
  bytesPerTask: {
    ...memory,
    title: 'memory per task',
    short: 'per task',
    help: 'MB of memory growth per task running at once',
  },
  cpuMsPerTask: {
    ...{ ...task, title: 'CPU per task', step: measurableMs },
    help: 'ms of CPU time of the engine and its lanes, divided by the number of tasks',
  },
  busyCores: {
    ...{ title: 'CPU cores', unit: 'cores', of: 'run', better: 'neither', step: null, show: cores },
    help: 'cores in use on average, of the cores allowed here',
  },
} as const satisfies Record<string, FigureCard>;
export type FigureId = keyof typeof figureCards;

export function figureCard(id: FigureId): FigureCard {
  return figureCards[id];
}

/** A workload's own figure: of what it counts one more or less may matter, and whether less is better nobody knows. */
export function ownStep(unit: string): number {
  if (unit === 'ms') return feltAnswerMs;
  return unit === 'ratio' ? 0.01 : 1;
}
