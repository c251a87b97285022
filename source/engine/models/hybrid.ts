import { hasPoolBehind, modelCard, usesPool } from '../../catalog/models.ts';
import { ThreadPool } from '../main/thread-pool.ts';
import type { CreateModel, ModelContext } from './model.ts';

/**
 * An event loop in front that stays free, as in a server: tasks that wait run on it as promises and have their parts
 * done by a pool of threads; tasks without parts that would hold it are handed, one message each, to that pool.
 */
export const createModel: CreateModel = (context) => {
  const pool = createPool(context);
  const whole = usesPool(modelCard(context.plan), context.card);
  let next = 0;

  async function slot(): Promise<void> {
    while (next < context.plan.tasks && !context.stopped) {
      const task = next++;
      if (whole) await pool?.work('single', task + 1, task);
      else await context.main.run(task);
    }
  }

  return {
    async prepare() {
      await pool?.start();
      if (pool && !whole) context.main.offloadTo((task, part, input) => pool.part(task, part, input));
    },

    async run() {
      await Promise.all(Array.from({ length: context.plan.concurrency }, slot));
    },

    async close() {
      await pool?.close();
    },
  };
};

function createPool(context: ModelContext): ThreadPool | null {
  const { plan, card } = context;
  const model = modelCard(plan);
  if (usesPool(model, card)) return new ThreadPool(context, plan.concurrency);
  const behind = hasPoolBehind(model, card) ? plan.poolThreads : null;
  return behind === null ? null : new ThreadPool(context, behind);
}
