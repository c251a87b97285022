import type { Plan } from '../protocol/plan.ts';
import { type Batch, type BatchOptions, type Order, startBatch } from '../runner/batch.ts';

/** The app's batches: one at a time, and none while the lab runs something. */
export type Batches = {
  /** Starts runs; `onChange` hears of every change, at most once a frame. Returns why not in one line, or null. */
  start<T extends { readonly plan: Plan }>(
    order: Order<T>,
    onChange: (batch: Batch<T>) => void,
  ): string | null;
  /** Ends the run under way at once and starts no more. */
  stop(): void;
  readonly running: boolean;
  /** Why nothing can be started now, in one line; null when it can. */
  refusal(): string | null;
};

type BatchServices = Pick<BatchOptions<never>, 'sourceOf' | 'schedule'> & {
  /** Why nothing can be started now, in one line; null when it can. */
  refusal(): string | null;
  /** Told of every change, after whoever started the batch. */
  onChange(batch: Batch): void;
};

export function createBatches({ sourceOf, schedule, refusal, onChange }: BatchServices): Batches {
  let running = false;
  let latest: Batch | null = null;
  let stop: () => void = () => {};
  const reasonNow = () => (running ? 'Other runs are under way. Wait for them, or stop them.' : refusal());
  return {
    refusal: reasonNow,
    start(order, tell) {
      if (order.next([]) === null) return 'There is nothing to run.';
      const reason = reasonNow();
      if (reason !== null) return reason;
      running = true;
      const { kill } = startBatch({
        ...order,
        sourceOf,
        schedule,
        onChange(batch) {
          running = batch.state === 'running';
          latest = batch;
          tell(batch);
          // Who is told of the end may have started another by now.
          onChange(latest);
        },
      });
      stop = kill;
      return null;
    },
    stop() {
      if (running) stop();
    },
    get running() {
      return running;
    },
  };
}
