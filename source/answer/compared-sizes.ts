import { defaultTasks } from '../catalog/definition.ts';
import type { Room } from '../catalog/room.ts';
import type { Choice } from '../catalog/wish.ts';
import type { WorkloadCard } from '../catalog/workloads.ts';
import type { LanesOf, VariantWish } from '../comparison/plan-comparison.ts';
import { count, plural, shortDuration } from '../format.ts';
import type { Character } from '../work/character.ts';
import { characterOf } from '../work/character-of.ts';
import type { Evidence } from '../work/evidence.ts';
import type { Sizes, Skip } from '../work/sizes.ts';
import { type Setting, sizesFor } from '../work/sizes-for.ts';
import { skipSentence } from './words/why-not.ts';

/** What is compared, with the numbers that one second of the work asks for. */
export type Sized = {
  readonly wishes: readonly VariantWish[];
  /** What of them a person would type to have the same again. */
  readonly choice: Choice;
  readonly lanes: LanesOf;
  /** Which are left out, by their ids, with why in words. */
  readonly leftOut: readonly { readonly id: string; readonly words: string }[];
  /** What was found, in a line; null where nothing was. */
  readonly found: string | null;
};

/** What is to be compared, before anything is known of it. */
export type Asked = {
  readonly card: WorkloadCard;
  readonly wishes: readonly VariantWish[];
  readonly choice: Choice;
  /** Whether the person named the models: then all of them run. */
  readonly named: boolean;
};

/** Why a model that nobody named is not worth a run beside others. */
const reasons: readonly Skip['reason'][] = ['no-promise', 'too-small'];

/** Whether numbers are Heddle's to choose. */
export function choosesSizes({ module }: WorkloadCard, choice: Choice, lanes: LanesOf): boolean {
  return module !== null && choice.concurrency === undefined && Object.keys(lanes).length === 0;
}

/** What is said before the work is called for that. */
export function callingWords({ id }: WorkloadCard): string {
  return `Calling ${id} for about a second, to see how many tasks a run needs and how many at once`;
}

/**
 * Numbers for a person's work, from a second of it one task after another: how many at once suits each model, and how
 * many tasks make runs that can be told apart. Work that fails keeps its defaults: the comparison tells what is wrong.
 */
export function comparedSizes(
  { card, wishes, choice, named }: Asked,
  ran: Evidence,
  room: Room,
  handoverMs: Setting['handoverMs'],
): Sized {
  const character = characterOf(ran);
  const { msPerTask } = character;
  if (ran.summary.outcome !== 'completed' || msPerTask === null || msPerTask <= 0)
    return { wishes, choice, lanes: {}, leftOut: [], found: null };
  const sizes = sizesFor(character, card, room, {
    ...{ tasks: choice.tasks ?? null, handoverMs, ruledOut: {} },
    interpreter: card.interpreter ?? choice.interpreter ?? null,
  });
  const leftOut = wishes.flatMap(({ id, label, choice: { model } }) => {
    const { skip } = sizes[model];
    if (named || skip === null || !reasons.includes(skip.reason)) return [];
    return [{ id, words: `${label} was not run. ${skipSentence({ runtime: card.runtime, model }, skip)}.` }];
  });
  const rest = wishes.filter(({ id }) => leftOut.every((one) => one.id !== id));
  // A definition that says how many tasks there are means it.
  const isOurs =
    card.tasks === defaultTasks &&
    choice.tasks === undefined &&
    !choice.inputs &&
    choice.ratePerSecond === undefined;
  const tasks = isOurs ? tasksFor(character, rest, sizes, room) : choice.tasks;
  const libuvThreads = choice.libuvThreads ?? libuvOf(rest, sizes);
  const numbered = rest.map((wish): VariantWish => {
    const concurrency = sizes[wish.choice.model].size?.concurrency ?? wish.choice.concurrency;
    return { ...wish, choice: { ...wish.choice, tasks, concurrency, libuvThreads } };
  });
  // One after another by definition is no number to type.
  const lanes = numbered.flatMap(({ choice: { model, concurrency } }) =>
    concurrency === undefined || sizes[model].size?.formula.name === 'one'
      ? []
      : [[model, concurrency] as const],
  );
  return {
    ...{ wishes: numbered, choice: { ...choice, tasks, libuvThreads }, lanes: Object.fromEntries(lanes) },
    leftOut,
    found: `${plural(character.calls, 'call')}, ${shortDuration(msPerTask)} per task${isOurs ? `: ${count(tasks!)} tasks per run` : ''}`,
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
