import type { CreateModel } from './model.ts';

/**
 * Tasks that are started in one go. What has ended meanwhile is let go of before the next burst: started all at once,
 * 100,000 short tasks are so much to copy for the garbage collector that they take twice as long.
 */
const burst = 1000;

/** Promises on one event loop: as many tasks as "at once" says are pending together. */
export const createModel: CreateModel = (context) => ({
  atOnce: context.plan.concurrency,
  one: (task) => context.main.run(task),
  async prepare() {},

  run() {
    const { plan, main } = context;
    let next = 0;
    let pending = 0;
    let goesOn = false;

    return new Promise((resolve) => {
      /** Starts tasks until enough are pending. A callback a task, not a promise more: that would be half the cost. */
      function fill(): void {
        goesOn = false;
        const end = Math.min(plan.tasks, next + burst);
        while (pending < plan.concurrency && next < end && !context.stopped) {
          if (main.start(next++, onEnd)) pending++;
        }
        if (next === end && next < plan.tasks && !context.stopped) {
          goesOn = true;
          queueMicrotask(fill);
        } else if (pending === 0) resolve();
      }

      function onEnd(): void {
        pending--;
        if (!goesOn) fill();
      }

      fill();
    });
  },

  async close() {},
});
