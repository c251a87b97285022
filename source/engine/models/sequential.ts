import { Turns } from '../lane/turn.ts';
import type { CreateModel } from './model.ts';

/** One task after another on the main loop: the baseline. */
export const createModel: CreateModel = (context) => ({
  atOnce: 1,
  one: (task) => context.main.run(task),
  async prepare() {},

  async run() {
    const turns = new Turns(context.clock);
    for (let task = 0; task < context.plan.tasks && !context.stopped; task++) {
      const pending = context.main.run(task);
      if (pending) await pending;
      if (turns.due) await turns.turn();
    }
  },

  async close() {},
});
