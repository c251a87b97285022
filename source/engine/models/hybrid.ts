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
  const { concurrency: atOnce } = context.plan;
  let next = 0;

  function one(task: number): Promise<unknown> | undefined {
    return whole ? pool?.work('single', task + 1, task) : context.main.run(task);
  }

  async function slot(): Promise<void> {
    while (next < context.plan.tasks && !context.stopped) await one(next++);
  }

  return {
    atOnce,
    one,
    async prepare() {
      await pool?.start();
      if (pool && !whole) context.main.offloadTo((task, part, input) => pool.part(task, part, input));
    },

    async run() {
      await Promise.all(Array.from({ length: atOnce }, slot));
    },

    kept: () => pool?.kept() ?? [],

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
