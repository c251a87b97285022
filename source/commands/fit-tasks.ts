import type { Room } from '../catalog/room.ts';
import type { Choice } from '../catalog/wish.ts';
import { accepted } from '../command-line/usage-error.ts';
import { choosesTasks, tasksPerSide } from '../comparison/side-tasks.ts';
import type { Side } from '../comparison/side-wishes.ts';
import { listed } from '../comparison/words.ts';
import { count } from '../format.ts';
import type { Stopper } from '../host/exit-code.ts';
import type { Speech } from '../host/output.ts';
import { runBatchAsText } from '../host/text-runs.ts';
import { inOrder } from '../runner/batch.ts';
import { calibrationPlan } from '../work/calibration.ts';
import { characterOf } from '../work/character-of.ts';

/**
 * Sides with a number of tasks that suits each runtime, where `asked` leaves it to Heddle: the work is run in each for a
 * second. `stoppedBy`: what ended that before its end.
 */
export async function fitTasks(
  sides: readonly Side[],
  asked: Choice,
  room: Room,
  { note }: Pick<Speech, 'note'>,
): Promise<{ readonly sides: readonly Side[]; readonly stoppedBy: null } | { readonly stoppedBy: Stopper }> {
  if (!choosesTasks(sides, asked)) return { sides, stoppedBy: null };
  const plans = sides.map(({ card, choice: { tasks: _, ...choice } }) =>
    accepted(calibrationPlan(choice, card, room)),
  );
  note('Running it for about a second in each runtime, to see how many tasks a run needs');
  const order = inOrder(plans.map((plan) => ({ plan })));
  const { batch, stoppedBy } = accepted(await runBatchAsText(order, { speech: { note: () => {} } }));
  if (stoppedBy !== null) return { stoppedBy };
  const common = sides[0]!.choice.tasks ?? sides[0]!.card.tasks;
  const tasks = tasksPerSide(
    common,
    batch.ended.map((run) => characterOf(run)),
    room.effectiveCores,
  );
  const own = sides.map(({ name }, at) => `${count(tasks[at]!)} in ${name}`);
  note(`Tasks per run: ${new Set(tasks).size === 1 ? count(tasks[0]!) : listed(own)}`);
  const fitted = sides.map((side, at) => ({ ...side, choice: { ...side.choice, tasks: tasks[at]! } }));
  return { sides: fitted, stoppedBy: null };
}
