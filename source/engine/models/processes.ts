import { taskStateCode } from '../../protocol/task-rows.ts';
import { FileRecorder } from '../../telemetry/recorder.ts';
import { readTasks } from '../../telemetry/table-file.ts';
import { unreachableShared } from '../lane/failure.ts';
import { whatCannotCross } from '../lane/uncloneable.ts';
import { ChildProcessLane } from '../main/child-process-lane.ts';
import { markCrashed, runningOn } from '../main/crash.ts';
import type { CreateModel } from './model.ts';

/** A batch should take about this long: then a message a batch costs nothing, and no lane waits long at the end. */
const batchMs = 20;
const mostBarrenCrashes = 3;

type Range = { from: number; to: number };

/** A pool of child processes. Tasks are handed out in batches that grow while they are short. */
export const createModel: CreateModel = (context) => {
  const { plan, table, collector, clock } = context;
  const file = context.file!;
  const children: ChildProcessLane[] = [];
  /** Ranges that a dead child left undone come before the rest. */
  const leftOver: Range[] = [];
  /** Lanes that have nothing to do, where tasks come one by one. */
  const idle = Array.from({ length: plan.concurrency }, (_, at) => at + 1);
  let next = 0;
  let barrenCrashes = 0;

  async function spawn(lane: number): Promise<ChildProcessLane> {
    const child = new ChildProcessLane(lane, file, (report) => collector.receive(report));
    children[lane] = child;
    const { body, originMs, telemetry, shared } = context;
    await child.ask({
      type: 'start',
      plan,
      body,
      shared,
      originMs,
      telemetry,
      lane,
      lanes: table.lanes.length,
    });
    return child;
  }

  function take(size: number): Range | null {
    const left = leftOver.pop();
    if (left) return left;
    if (next >= plan.tasks) return null;
    // Never more than a fair share of what is left: the last batches are small, and all lanes end together.
    const share = Math.ceil((plan.tasks - next) / (2 * plan.concurrency));
    const from = next;
    next = Math.min(plan.tasks, from + Math.max(1, Math.min(size, share)));
    return { from, to: next };
  }

  /** Has a child do a batch. One that dies over it is replaced. Resolves with whether it did not. */
  async function work(lane: number, range: Range): Promise<boolean> {
    try {
      await children[lane]!.ask({ type: 'tasks', ...range });
      barrenCrashes = 0;
      return true;
    } catch (error) {
      crashed(lane, range, error);
      if (!context.stopped) await spawn(lane);
      return false;
    }
  }

  async function keepBusy(lane: number): Promise<void> {
    let size = 1;
    while (!context.stopped) {
      const range = take(size);
      if (!range) return;
      const began = clock();
      if (!(await work(lane, range))) continue;
      const took = clock() - began;
      if (took < batchMs / 2) size *= 2;
      else if (took > batchMs * 2) size = Math.max(1, size >> 1);
    }
  }

  /** The child that has been idle longest takes the task, and a task that a child died before it began. */
  async function one(task: number): Promise<void> {
    const lane = idle.shift()!;
    let range: Range | undefined = { from: task, to: task + 1 };
    while (range && !context.stopped) {
      await work(lane, range);
      range = leftOver.pop();
    }
    idle.push(lane);
  }

  /** The child died over a batch: one task is to blame, those before it are done, those after it go to others. */
  function crashed(lane: number, range: Range, error: unknown): void {
    readTasks(file, table, range.from, range.to);
    // Only its own batch: of other tasks the table may still say "running", as of the watcher's last look.
    const failed = runningOn(context, lane, range.from, range.to);
    if (failed !== null) {
      // In the dead child's stead, and before the table: the watcher copies the file over it at any moment.
      const recorder = new FileRecorder(file, table.layout, lane);
      recorder.ended(failed, context.cancelled ? 'cancelled' : 'failed', clock());
    }
    markCrashed(context, lane, failed, error);
    if (failed === null && ++barrenCrashes >= mostBarrenCrashes) throw error;
    let first = range.to;
    while (first > range.from && table.tasks.stateOf(first - 1) === taskStateCode.waiting) first--;
    if (first < range.to) leftOver.push({ from: first, to: range.to });
  }

  return {
    atOnce: plan.concurrency,
    one,

    async prepare() {
      // Before they are sent: some of it would arrive as something else, without a word.
      if (whatCannotCross(context.shared, 'shared', 'process') !== null)
        throw unreachableShared(context.shared, 'process');
      await Promise.all(Array.from({ length: plan.concurrency }, (_, at) => spawn(at + 1)));
    },

    async run() {
      await Promise.all(Array.from({ length: plan.concurrency }, (_, at) => keepBusy(at + 1)));
    },

    kept: () => children.map((child) => child.kept()),

    async close() {
      await Promise.all(children.map((child) => child.close()));
    },
  };
};
