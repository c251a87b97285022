import { defaultTasks } from '../catalog/definition.ts';
import type { Room } from '../catalog/room.ts';
import type { Choice } from '../catalog/wish.ts';
import type { WorkloadCard } from '../catalog/workloads.ts';
import { accepted } from '../command-line/usage-error.ts';
import type { LanesOf, VariantWish } from '../comparison/plan-comparison.ts';
import { count, plural, shortDuration } from '../format.ts';
import type { Stopper } from '../host/exit-code.ts';
import type { Speech } from '../host/output.ts';
import { runBatchAsText } from '../host/text-runs.ts';
import { inOrder } from '../runner/batch.ts';
import { calibrationPlan } from '../work/calibration.ts';
import type { Character } from '../work/character.ts';
import { characterOf } from '../work/character-of.ts';
import type { Sizes } from '../work/sizes.ts';
import { sizesFor } from '../work/sizes-for.ts';

/** What is compared, with the numbers that one second of the work asks for. */
export type Sized = {
  readonly wishes: readonly VariantWish[];
  /** What of them a person would type to have the same again. */
  readonly choice: Choice;
  readonly lanes: LanesOf;
  /** What is left out, a sentence each. */
  readonly leftOut: readonly string[];
  /** What ended it before its end; null for nothing. */
  readonly stoppedBy: Stopper | null;
};

/** Whether numbers are Heddle's to choose. */
export function choosesSizes({ module }: WorkloadCard, choice: Choice, lanes: LanesOf): boolean {
  return module !== null && choice.concurrency === undefined && Object.keys(lanes).length === 0;
}

/**
 * Numbers for a person's work, from a second of it one task after another: how many at once suits each model, and how
 * many tasks make runs that can be told apart. `named`: whether the person named the models. Work that fails keeps its defaults: the comparison tells what is wrong.
 */
export async function sizeOwn(
  card: WorkloadCard,
  wishes: readonly VariantWish[],
  choice: Choice,
  named: boolean,
  room: Room,
  { note }: Pick<Speech, 'note'>,
): Promise<Sized> {
  const plain: Sized = { wishes, choice, lanes: {}, leftOut: [], stoppedBy: null };
  const plan = accepted(calibrationPlan(choice, card, room, { timeLimitMs: choice.timeLimitMs ?? null }));
  note(`Calling ${card.id} for about a second, to see how many tasks a run needs and how many at once`);
  const { batch, stoppedBy } = accepted(
    await runBatchAsText(inOrder([{ plan }]), { speech: { note: () => {} } }),
  );
  const [ran] = batch.ended;
  if (stoppedBy !== null || ran === undefined) return { ...plain, stoppedBy };
  const character = characterOf(ran);
  const { msPerTask } = character;
  if (ran.summary.outcome !== 'completed' || msPerTask === null || msPerTask <= 0) return plain;
  const sizes = sizesFor(character, card, room, {
    tasks: choice.tasks ?? null,
    handoverMs: {},
    ruledOut: {},
  });
  const same = wishes.filter(({ choice: { model } }) => !named && sizes[model].skip?.reason === 'no-promise');
  const rest = wishes.filter((wish) => !same.includes(wish));
  // A definition that says how many tasks there are means it.
  const isOurs =
    card.tasks === defaultTasks &&
    choice.tasks === undefined &&
    !choice.inputs &&
    choice.ratePerSecond === undefined;
  const tasks = isOurs ? tasksFor(character, rest, sizes, room) : choice.tasks;
  const libuvThreads = choice.libuvThreads ?? libuvOf(rest, sizes);
  note(
    `${plural(character.calls, 'call')}, ${shortDuration(msPerTask)} per task${isOurs ? `: ${count(tasks!)} tasks per run` : ''}`,
  );
  const numbered = rest.map((wish): VariantWish => {
    const concurrency = sizes[wish.choice.model].size?.concurrency ?? wish.choice.concurrency;
    return { ...wish, choice: { ...wish.choice, tasks, concurrency, libuvThreads } };
  });
  return {
    wishes: numbered,
    choice: { ...choice, tasks, libuvThreads },
    lanes: Object.fromEntries(
      numbered.flatMap(({ id, choice: { concurrency } }) =>
        concurrency === undefined ? [] : [[id, concurrency] as const],
      ),
    ),
    leftOut: same.map(
      ({ label }) =>
        `${label} was not run: your function returns no promise, so it runs the same code as one task after another.`,
    ),
    stoppedBy: null,
  };
}

/** A run of the fastest model takes about so long: well beyond what the kernel's time slices decide. */
const goodMs = 700;
/** Tasks so small that more would be needed are not worth handing out one by one; their table would be what is measured. */
const mostTasks = 100_000;
/** Fewer tasks than that for each lane measure how the last ones happen to end. */
const leastPerLane = 4;

/** What a model gains at most is what it runs at once, and what the cores can compute. */
function tasksFor(
  { msPerTask, cpuMsPerTask }: Character,
  wishes: readonly VariantWish[],
  sizes: Sizes,
  { effectiveCores }: Room,
): number {
  const byCores = cpuMsPerTask ? (effectiveCores * msPerTask!) / cpuMsPerTask : Number.POSITIVE_INFINITY;
  const gains = wishes.map(({ choice: { model } }) => Math.min(byCores, sizes[model].size?.concurrency ?? 1));
  const gain = Math.max(1, ...gains);
  return Math.min(mostTasks, Math.ceil(Math.max((goodMs / msPerTask!) * gain, leastPerLane * gain)));
}

/** The size of libuv's pool that suits the work; undefined for its default. */
function libuvOf(wishes: readonly VariantWish[], sizes: Sizes): number | undefined {
  const asked = wishes.flatMap(({ choice: { model } }) => sizes[model].size?.libuvThreads ?? []);
  return asked.length === 0 ? undefined : Math.max(...asked);
}
