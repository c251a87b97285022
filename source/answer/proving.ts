import { makePlan } from '../catalog/make-plan.ts';
import type { ModelId, Plan } from '../protocol/plan.ts';
import type { Ran } from '../runner/batch.ts';
import { comparedResults } from '../work/calibration.ts';
import type { Character } from '../work/character.ts';
import type { Size } from '../work/sizes.ts';
import { type Length, mostTasks } from './fitting.ts';
import { callsOf } from './spent.ts';
import type { Question, Turn } from './step.ts';

/** Below some hundred milliseconds the kernel's time slices and a single garbage collection decide. */
const leastMs = 350;
/** Times have to have settled, and to be measured for as long again. */
const afterWarmUpMs = 300;
const warmUps = 2;
/** Twice of what a batch should take, so that a slower round is not cut off. */
const wholeBatch = 2;
/** More than half of the run that calibrates, which lasts a second. */
const unsettledMs = 600;
/** What large compilers and parsers of the registry need until V8 has compiled them is within 4 s (marked, terser). */
const mostMs = 5000;
/** Work at a rate goes on for that long where there is time. */
const usualRateMs = 5000;
const leastRateMs = 1500;
/** With fewer requests it is not known whether it kept up; see `backlogOf`. */
const fewestRequests = 50;
/** Tasks a run may need more than its pace so far says. */
const roomForMore = 3;
/** A task that took this many times as long as it took before hangs. */
const hangsFactor = 20;
const hangsMs = 10_000;

/**
 * How long the tasks of a run go on: as long as warm-up asks for, a batch until its end, a rate for as many requests as
 * tell whether it keeps up. `unsettled`: warm-up lasts longer than any run so far.
 */
export function lengthOf(
  { ratePerSecond, tasks }: Question,
  { warmUp, msPerTask, firstMs }: Character,
  unsettled: boolean,
): Length {
  if (ratePerSecond !== null) {
    const leastMs = Math.max(leastRateMs, (fewestRequests * 1000) / ratePerSecond);
    return { leastMs, wantedMs: Math.max(usualRateMs, leastMs) };
  }
  // A warm-up as long as most of the run that shows it has not ended: then as long as there is time for.
  const isLong = unsettled || (warmUp !== null && warmUp.ms > unsettledMs);
  const warmMs = isLong ? mostMs : warmUps * (warmUp?.ms ?? 0) + afterWarmUpMs;
  // A batch is run whole where there is time for it: one that is cut off would be judged by its cold pace.
  const batchMs =
    tasks === null ? 0 : wholeBatch * (tasks * (msPerTask ?? 0) + (firstMs ?? 0) + (warmUp?.ms ?? 0));
  return { leastMs, wantedMs: Math.max(leastMs, tasks === null ? warmMs : batchMs) };
}

/** The run that proves a model with its numbers; null where it cannot be run so, or where no call is left. */
export function provingPlan(
  question: Question,
  { model, size }: { readonly model: ModelId; readonly size: Size },
  character: Character,
  lengthMs: number,
  ran: readonly Ran<Turn>[],
): Plan | null {
  const { wish, card, room, ratePerSecond } = question;
  const { concurrency, libuvThreads, poolThreads, poolProcesses } = size;
  const tasks = limited(question, tasksFor(question, character, concurrency, lengthMs), ran);
  if (tasks < 1) return null;
  const choice = {
    ...wish,
    model,
    tasks,
    concurrency: Math.min(concurrency, tasks),
    libuvThreads: libuvThreads ?? wish.libuvThreads,
    poolThreads: poolThreads ?? undefined,
    poolProcesses: poolProcesses ?? undefined,
    ratePerSecond: ratePerSecond ?? undefined,
  };
  const made = makePlan(choice, card, room);
  if (made.refusal) return null;
  // At a rate the plan says it.
  const stopAfterMs = made.value.stopAfterMs ?? lengthMs;
  const hangMs = Math.max(hangsMs, hangsFactor * Math.max(character.msPerTask ?? 0, character.firstMs ?? 0));
  return {
    ...made.value,
    stopAfterMs,
    timeLimitMs: Math.round(stopAfterMs + hangMs),
    digests: comparedResults,
  };
}

function tasksFor(
  { tasks, ratePerSecond }: Question,
  { msPerTask }: Character,
  concurrency: number,
  lengthMs: number,
): number {
  if (ratePerSecond !== null) return Math.round((ratePerSecond * lengthMs) / 1000);
  if (tasks !== null) return tasks;
  const fitting = (roomForMore * lengthMs * concurrency) / Math.max(msPerTask ?? 1, 1e-3);
  return Math.min(mostTasks, Math.ceil(fitting) + 2 * concurrency);
}

/** A limit on calls is shared by the rounds that are still to come. */
function limited({ maxCalls }: Question, wanted: number, ran: readonly Ran<Turn>[]): number {
  if (maxCalls === null) return wanted;
  const runsLeft = Math.max(1, 9 - ran.length + 1);
  return Math.min(wanted, Math.floor((maxCalls - callsOf(ran)) / runsLeft));
}
