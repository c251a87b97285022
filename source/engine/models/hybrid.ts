import { isPooled } from '../../catalog/models.ts';
import { ThreadPool } from '../thread-pool.ts';
import type { CreateModel } from './model.ts';

/**
 * An event loop in front that stays free: tasks that wait run on it as promises, tasks that would hold it are handed,
 * one message each, to a pool of threads, as a server does.
 */
export const createModel: CreateModel = (context) => {
  const pool = isPooled(context.card) ? new ThreadPool(context) : null;
  let next = 0;

  async function slot(): Promise<void> {
    while (next < context.plan.tasks && !context.cancelled) {
      const task = next++;
      if (pool) await pool.work('single', task + 1, task);
      else await context.main.run(task);
    }
  }

  return {
    async prepare() {
      await pool?.start();
    },

    async run() {
      await Promise.all(Array.from({ length: context.plan.concurrency }, slot));
    },

    async close() {
      await pool?.close();
    },
  };
};
