import { percent } from '../format.ts';
import { mostLibuvThreads, type Plan } from '../protocol/plan.ts';
import { modelOf } from './find-model.ts';
import {
  defaultConcurrency,
  laneCard,
  type ModelOf,
  modelCard,
  mostConcurrency,
  refusalOf,
  usesPool,
} from './models.ts';
import { grouped, readParameters } from './parameters.ts';
import { fittingStart, poolBehind, whyNoPool } from './pools.ts';
import { fittingRate, stopAtRateMs, usualTasks } from './rate.ts';
import { accept, type Field, type Refusal, type Result, refuse } from './refusal.ts';
import { allowedBytes, memoryShare, type Room } from './room.ts';
import { runtimeTitles, usualRuntime } from './runtimes/index.ts';
import { oldestPython } from './runtimes/python-version.ts';
import type { Choice, Wish } from './wish.ts';
import { cardOf, type WorkloadCard } from './workloads.ts';

/** The task table takes 32 bytes a task in the engine and more in the screen: a million is still comfortable. */
export const mostTasks = 1_000_000;
const defaultSeed = 1;
/** The size of libuv's pool when nobody says. */
export const defaultLibuvThreads = 4;

/** Turns a choice into a plan that can run, or says what is wrong with it first. */
export function makePlan(choice: Choice, workload: WorkloadCard, room: Room): Result<Plan> {
  const of = modelOf(choice);
  if (of.refusal) return of;
  const { plan, refusals } = draftPlan(choice, of.value, workload, room);
  const [refusal] = refusals;
  return refusal ? { value: null, refusal } : accept(plan);
}

/** The plan for a wish among these workloads. */
export function planFor(wish: Wish, workloads: readonly WorkloadCard[], room: Room): Result<Plan> {
  const card = cardOf(wish, workloads);
  return card
    ? makePlan({ ...wish, runtime: card.runtime }, card, room)
    : refuse('workload', `there is no workload ${wish.workload}`);
}

/**
 * The plan that a choice comes to, and all that is wrong with it: only without refusals can it run. What hangs on a
 * wrong number is judged as if that had its default.
 */
export function draftPlan(
  choice: Choice,
  of: ModelOf,
  workload: WorkloadCard,
  room: Room,
): { readonly plan: Plan; readonly refusals: readonly Refusal[] } {
  const refusals: Refusal[] = [];
  const note = <T>(result: Result<T>, instead: T): T => {
    if (result.refusal === null) return result.value;
    refusals.push(result.refusal);
    return instead;
  };
  const wishes = choice.parameters ?? {};
  const unfit = refusalOf(of.model, workload, wishes);
  if (unfit) note(refuse('model', `${unfit.what} does not run under ${of.model}: ${unfit.reason}`), null);

  if (choice.inputs && workload.module === null)
    note(
      refuse('inputs', `needs a file of your own: ${workload.id} has inputs of its own`, 'leave it out'),
      null,
    );

  const interpreter = choice.interpreter ?? workload.interpreter ?? null;
  if (of.runtime !== usualRuntime.id && interpreter === null)
    note(
      refuse(
        'python',
        'was not found',
        `install CPython ${oldestPython} or newer, or name one with --python`,
      ),
      null,
    );

  const card = modelCard(of);
  const ratePerSecond =
    choice.ratePerSecond === undefined ? null : note(fittingRate(choice.ratePerSecond, workload), null);
  const fallback = usualTasks({ ...choice, ratePerSecond: ratePerSecond ?? undefined }, workload);
  const tasks = note(inRange('tasks', choice.tasks ?? fallback, mostTasks), fallback);
  const usual = defaultConcurrency(of, workload, tasks, room.effectiveCores);
  const most = mostConcurrency(of, workload);
  const asked = inRange('concurrency', choice.concurrency ?? usual, most, ` under ${of.model}`);
  const concurrency = Math.min(tasks, note(asked, usual));
  if (usesPool(card, workload))
    note(fitting('concurrency', concurrency, laneCard(of).bytes, room), concurrency);

  const pool = (field: 'poolThreads' | 'poolProcesses'): number | null => {
    const { kind, isThere, usual } = poolBehind(field, of, workload, concurrency, room.effectiveCores);
    const asked = choice[field];
    if (!isThere) {
      if (asked !== undefined) note(refuse(field, whyNoPool(field, of, workload), 'leave it out'), null);
      return null;
    }
    const lanes = note(inRange(field, asked ?? usual, kind.most), usual);
    return note(fitting(field, lanes, kind.bytes, room), lanes);
  };
  const poolThreads = pool('poolThreads');
  const poolProcesses = pool('poolProcesses');

  const parameters = readParameters(workload, wishes);
  refusals.push(...parameters.refusals);
  const { libuvThreads, seed = defaultSeed } = choice;
  return {
    plan: {
      ...of,
      interpreter,
      workload: workload.id,
      module: workload.module,
      export: workload.export,
      inputs: choice.inputs ?? null,
      parameters: parameters.values,
      tasks,
      concurrency,
      poolThreads,
      poolProcesses,
      startMethod: choice.startMethod === undefined ? null : note(fittingStart(choice.startMethod, of), null),
      libuvThreads: libuvThreads === undefined ? null : note(fittingLibuv(libuvThreads, of), null),
      timeLimitMs: choice.timeLimitMs ?? null,
      stopAfterMs: ratePerSecond === null ? null : stopAtRateMs(ratePerSecond, tasks, seed),
      digests: 0,
      profile: false,
      ratePerSecond,
      seed,
    },
    refusals,
  };
}

function fittingLibuv(threads: number, { runtime }: ModelOf): Result<number> {
  return runtime === 'node'
    ? inRange('libuvThreads', threads, mostLibuvThreads)
    : refuse(
        'libuvThreads',
        `is for Node.js only, and this runs in ${runtimeTitles[runtime]}`,
        'leave it out',
      );
}

function inRange(field: Field, value: number, most: number, where = ''): Result<number> {
  return Number.isInteger(value) && value >= 1 && value <= most
    ? accept(value)
    : refuse(
        field,
        `is ${value}`,
        `it must be ${most === 1 ? '1' : `a whole number from 1 to ${grouped(most)}`}${where}`,
      );
}

/** Refuses lanes that the memory has no room for. `laneBytes`: what each takes. */
function fitting(field: Field, lanes: number, laneBytes: number, room: Room): Result<number> {
  const most = Math.floor(allowedBytes(room) / laneBytes);
  if (lanes <= most) return accept(lanes);
  const needed = ((lanes * laneBytes) / 1e9).toFixed(1);
  const free = (room.availableMemoryBytes / 1e9).toFixed(1);
  return refuse(
    field,
    `${lanes} would need about ${needed} GB of memory, more than ${percent(memoryShare)} of the ${free} GB that are free`,
    most < 1 ? 'free some memory first' : `use at most ${most}`,
  );
}
