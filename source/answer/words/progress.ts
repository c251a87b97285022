import type { WorkloadCard } from '../../catalog/workloads.ts';
import { count, duration, percent, plural, shortDuration } from '../../format.ts';
import type { Measured } from '../../protocol/units.ts';
import { mostCalls } from '../../work/calibration.ts';
import type { Character, Shares } from '../../work/character.ts';
import type { Progress, Question } from '../step.ts';
import { wholeSeconds } from './numbers.ts';

export { wholeSeconds } from './numbers.ts';

/** What is going to be done to a person's work, said before the first call. */
export function beforehand({ card, wish, budgetMs, maxCalls }: Question): string {
  const often =
    maxCalls === null
      ? `for up to ${wholeSeconds(budgetMs)}. It starts with one second of at most ${count(mostCalls)} calls, and then says about how many there will be. Limit that with --budget TIME or --max-calls N.`
      : `at most ${plural(maxCalls, 'time')}, for ${wholeSeconds(budgetMs)} at most.`;
  return `Heddle will call ${workOf(card)} of ${wish.workload} ${often}`;
}

const workOf = ({ module }: WorkloadCard) => (module === null ? 'the tasks' : 'the function');

/** How often the function will have been called, as far as that is known. */
export const callsAhead = (calls: number): Found => [
  'Calls',
  `about ${count(Number(calls.toPrecision(2)))} in all; more if the first rounds are not clear`,
];

/** A line of what was found on the way: `One call`, `21 ms: …`. */
export type Found = readonly [label: string, text: string];

/** What the run that calibrates has found. */
export function foundOf({ warmUp, msPerTask, shares }: Character): Found[] {
  const settled =
    warmUp === null
      ? 'none: the times were settled from the start'
      : `${plural(warmUp.tasks, 'call')} (${duration(warmUp.ms)}) until the times settled`;
  const call: Found[] =
    msPerTask === null ? [] : [['One call', `${shortDuration(msPerTask)}${partsOf(shares, msPerTask)}`]];
  return [['Warm-up', settled], ...call];
}

/** Less of a task is not worth a word. */
const leastShare = 0.01;

function partsOf(
  { loopJs, loopNative, collector, waitingHeld, waitingFree, libuv, nativeThreads, children }: Shares,
  ms: number,
): string {
  const parts = (
    [
      [sum(loopJs, loopNative, collector), 'on its thread'],
      [sum(libuv, nativeThreads), 'in other threads'],
      [children, 'in child processes'],
      [waitingHeld, 'waiting with its thread held'],
      [waitingFree, 'waiting'],
    ] as const
  ).flatMap(([share, where]) =>
    share === null || share < leastShare ? [] : [`${shortDuration(share * ms)} ${where}`],
  );
  return parts.length === 0 ? '' : `: ${parts.join(', ')}`;
}

/** Null where none of them was measured. */
function sum(...values: Measured[]): Measured {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((total, value) => total + value, 0);
}

/** How the machine was before the first run. */
export function machineFound({ room, before: { busyRatio, waitedMs } }: Question, isQuiet: boolean): Found {
  const state = isQuiet
    ? 'quiet'
    : busyRatio === null
      ? 'not looked at'
      : `other programs use ${percent(busyRatio)} of them`;
  const waited = waitedMs < 1000 ? '' : `, after a wait of ${wholeSeconds(waitedMs)}`;
  return ['Machine', `${plural(room.effectiveCores, 'core')}, ${state}${waited}`];
}

/** More marks than these are counted by nobody, and fill the row. */
const mostMarks = 5;

/** `sequential ✓   async ✓✓✓   threads ✓✓·`: the rounds of each model, and those still to come; of many `async 7/10`. */
export function roundsText(progress: readonly Progress[]): string {
  return progress
    .map(({ model, done, planned }) => {
      if (planned > mostMarks) return `${model} ${done}/${planned}`;
      return `${model} ${'✓'.repeat(done)}${'·'.repeat(Math.max(0, planned - done))}`;
    })
    .join('   ');
}

/** Whether all models that go on have had the same number of rounds: what a log has a line for. */
export function isEven(progress: readonly Progress[]): boolean {
  const going = progress.filter(({ done, planned }) => done < planned);
  return going.every(({ done }) => done === going[0]?.done);
}

/** `about 9 s left`; nothing where it is not known. */
export const timeLeft = (etaMs: Measured) =>
  etaMs === null ? '' : `about ${wholeSeconds(Math.max(1000, etaMs))} left`;
