/** A thread of a pool, as piscina runs it: one lane. */
import { parentPort, workerData } from 'node:worker_threads';
import type { BodyName } from '../../catalog/called.ts';
import type { Plan } from '../../protocol/plan.ts';
import { createClock } from '../../telemetry/clock.ts';
import { lanePeriodMs, startHeartbeat } from '../../telemetry/heartbeat.ts';
import { ownTimeMs, threadId } from '../../telemetry/probes/this-thread.ts';
import { MemoryRecorder } from '../../telemetry/recorder.ts';
import { SharedTable } from '../../telemetry/shared-table.ts';
import { Cancellation } from './cancellation.ts';
import { describeError, describeUncloneable } from './failure.ts';
import { readInputs } from './inputs.ts';
import type { LaneKept } from './kept-memory.ts';
import { Lane } from './lane.ts';
import { LaneReporter } from './lane-reporter.ts';
import { type PartReport, type Parts, partOf } from './parts.ts';
import { Turns } from './turn.ts';
import { bodyOf, importWorkload, partsOf } from './workload-module.ts';

/** What a thread of the pool is started with. */
export type ThreadData = {
  plan: Plan;
  body: BodyName;
  shared: unknown;
  originMs: number;
  telemetry: boolean;
  buffer: SharedArrayBuffer;
  lanes: number;
};

type ThreadJob = { ticket: number; task: number | null };
export type PartJob = { ticket: number; task: number; part: string; input: unknown };

const data = workerData as ThreadData;
const table = new SharedTable(data.lanes, data.plan.tasks, data.buffer);
const lane = claimLane();
const clock = createClock(data.originMs);
const recorder = new MemoryRecorder(table, lane);
const cancellation = new Cancellation();
const reporter = new LaneReporter({
  send: (report, transfer) => parentPort!.postMessage(report, transfer),
  from: 'thread',
  clock,
  recorder,
});
/**
 * Loads the workload and opens the lane. Not at the top level of this module: piscina would first fail to `require` a
 * module that waits, and then load it a second time.
 */
async function open(): Promise<{ runner: Lane; parts: Parts }> {
  const exported = await importWorkload(data.plan);
  const { plan, shared } = data;
  const inputs = await readInputs(plan.inputs);
  const body = bodyOf(exported, data.body);
  const parts = partsOf(exported);
  const periodMs = lanePeriodMs(data.lanes - 1);
  recorder.open(threadId(), periodMs);
  const { telemetry } = data;
  const runner = new Lane({ plan, body, parts, shared, inputs, recorder, reporter, cancellation, clock });
  if (telemetry) runner.watchMemory();
  const onCollected = () => runner.memory?.look();
  startHeartbeat({ recorder, cancellation, clock, periodMs, telemetry, onCollected });
  return { runner, parts };
}

/** Somebody waits for what this thread does, and will be told if it dies. */
let busy = false;

// Dying idle (a timer that something left behind threw) harms no task: only its place becomes free again.
process.on('exit', () => {
  if (busy) return;
  table.lanes[lane]!.close();
});

const opened = open();
// Whoever asks for the lane is told; nobody asking is no reason to die before that.
opened.catch(() => {});

/** Takes the first free place, also one that a dead thread has left. */
function claimLane(): number {
  const free = table.lanes.findIndex((record, at) => at > 0 && record.claim());
  if (free > 0) return free;
  throw new Error('more threads than lanes');
}

/** Resolves once this thread has loaded everything. */
export async function ready(): Promise<void> {
  await opened;
}

/** What this thread keeps after its tasks; null where it hardly grew. */
export async function kept(): Promise<LaneKept | null> {
  const told = (await opened).runner.memory?.tell();
  return told ? { lane, ...told } : null;
}

/** Work begins under a ticket, by which the lane can be told should the thread die over it. */
function begin(ticket: number): typeof opened {
  table.lanes[lane]!.ticket = ticket;
  busy = true;
  return opened;
}

/** Runs tasks until there are none left: all threads take them from one shared counter. */
export async function pump({ ticket }: ThreadJob): Promise<void> {
  const { runner } = await begin(ticket);
  const turns = new Turns(clock);
  while (!table.stopped) {
    const task = table.takeTask();
    if (task >= table.tasks.length) break;
    const pending = runner.run(task);
    if (pending) await pending;
    // The clock is read for one task in sixteen: tasks may be shorter than the reading.
    if (((task & 15) === 0 || pending) && turns.due) await turns.turn();
  }
  reporter.flush();
  busy = false;
}

/** Runs one task that was handed over by the loop in front. */
export async function single({ ticket, task }: ThreadJob): Promise<void> {
  const { runner } = await begin(ticket);
  await runner.run(task!);
  reporter.flush();
  busy = false;
}

/**
 * Does one part of a task that goes on in front. What comes of it is sent from here: piscina would lose the code of an
 * error, and the whole thread over a value that cannot be copied.
 */
export async function part({ ticket, task, part, input }: PartJob): Promise<void> {
  const { runner, parts } = await begin(ticket);
  // Nobody waits for it any more.
  if (table.cancelled) return;
  const say = (report: PartReport) => {
    const began = ownTimeMs(clock);
    parentPort!.postMessage(report);
    recorder.copied(ownTimeMs(clock) - began);
  };
  const { plan, shared } = data;
  recorder.resumed(task);
  runner.memory?.taskBegins();
  try {
    const { parameters, seed } = plan;
    const value = await partOf(parts, part)(input as never, { parameters, shared, seed });
    try {
      say({ type: 'heddle-part', ticket, failure: null, value });
    } catch {
      say({ type: 'heddle-part', ticket, failure: describeUncloneable(value, 'thread') });
    }
  } catch (error) {
    say({ type: 'heddle-part', ticket, failure: describeError(error) });
  } finally {
    recorder.yielded();
    runner.memory?.taskEnds();
    busy = false;
  }
}
