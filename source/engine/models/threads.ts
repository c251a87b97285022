import { ThreadPool } from '../main/thread-pool.ts';
import type { CreateModel } from './model.ts';

/**
 * A pool of worker threads that take tasks from a counter they share: handing a task over costs 0.02 µs instead of
 * the 37 µs of a message, so that short tasks show what threads can do and not what messages cost.
 */
export const createModel: CreateModel = (context) => {
  const pool = new ThreadPool(context, context.plan.concurrency);

  /** Keeps one thread at work; when it dies, its replacement goes on. */
  async function lane(ticket: number): Promise<void> {
    while (!(await pool.work('pump', ticket, null)) && !context.stopped);
  }

  return {
    atOnce: context.plan.concurrency,
    one: (task) => pool.work('single', task + 1, task),
    prepare: () => pool.start(),

    async run() {
      await Promise.all(Array.from({ length: context.plan.concurrency }, (_, at) => lane(at + 1)));
    },

    kept: () => pool.kept(),
    close: () => pool.close(),
  };
};
