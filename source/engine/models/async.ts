import type { CreateModel } from './model.ts';

/** Promises on one event loop: as many tasks as "at once" says are pending together. */
export const createModel: CreateModel = (context) => {
  let next = 0;

  /** Starts tasks one after another and waits for each; as many of these run as tasks may be pending. */
  async function slot(): Promise<void> {
    while (next < context.plan.tasks && !context.cancelled) {
      const pending = context.main.run(next++);
      if (pending) await pending;
    }
  }

  return {
    async prepare() {},

    async run() {
      const slots: Promise<void>[] = [];
      for (let at = 0; at < context.plan.concurrency; at++) slots.push(slot());
      await Promise.all(slots);
    },

    async close() {},
  };
};
