import { formOf, modelCard } from '../catalog/models.ts';
import { stages } from '../comparison/judge-pair.ts';
import type { Measured } from '../protocol/units.ts';
import type { Ran } from '../runner/batch.ts';
import type { Character } from '../work/character.ts';
import { freeShare } from '../work/character-of.ts';
import { median } from './figures.ts';
import type { Question, Turn } from './step.ts';
import { isBaseline, type Trial } from './trials.ts';

/** How long the runs of the rounds are, so that enough rounds to decide fit into the budget, and who is left out for it. */
export type Fit = {
  /** For how long tasks start. */
  readonly lengthMs: number;
  readonly leftOut: readonly Trial[];
  /** The budget that enough rounds of all would take; null where as many as fit decide something. */
  readonly neededMs: Measured;
};

/** For how long tasks start in a run: what its times need to settle, and the least that tells anything. */
export type Length = { readonly leastMs: number; readonly wantedMs: number };

/** Fewer rounds than these decide nothing. */
const [rounds] = stages;
/** One against one after another: below that nothing is compared. */
const fewestTrials = 2;
/** A twentieth of what is left is for runs that take longer than those before. */
const reserve = 0.95;
/** Nothing is tried only where all would take longer than there is by this factor: the first run is the slowest to start. */
const clearly = 1.25;
/** Lengths that are tried, each by that of the one before. */
const shorter = 0.9;
/** A thread that is free for half of the time or more is best shared by promises. */
const mostlyFree = 0.5;

/** Tables are made for no more tasks than can be run. */
export const mostTasks = 200_000;

type Seen = {
  readonly question: Question;
  readonly character: Character;
  readonly calibration: Ran<Turn>;
  /** What was spent before the first round. */
  readonly spentMs: number;
  readonly length: Length;
};

/**
 * Looks before each of the first rounds whether the rest of them fits: first runs get shorter, then models are left out
 * that are the least likely answer. All runs of a round are of one length.
 */
export function fitRounds(seen: Seen, trials: readonly Trial[]): Fit {
  let kept = trials;
  let lengthMs = seen.length.wantedMs;
  for (let round = 0; ; round++) {
    const before = kept.filter((trial) => isGoing(trial, round));
    const going = fitting(seen, trials, before, round);
    kept = kept.filter((trial) => going.includes(trial) || !before.includes(trial));
    const fits = (lengthMs: number) => takesMs(seen, going, round, lengthMs) <= leftMs(seen, trials, round);
    while (lengthMs > seen.length.leastMs && !fits(lengthMs)) lengthMs *= shorter;
    lengthMs = Math.round(Math.max(seen.length.leastMs, lengthMs));
    const ends = round === rounds - 1 || going.some(({ runs }) => runs.length <= round);
    if (!ends) continue;
    const isHopeless =
      round === 0 && takesMs(seen, going, round, lengthMs) > clearly * leftMs(seen, trials, round);
    const neededMs = (seen.spentMs + takesMs(seen, before, round, seen.length.leastMs)) / reserve;
    return {
      lengthMs,
      leftOut: trials.filter((trial) => !kept.includes(trial)),
      neededMs: isHopeless ? neededMs : null,
    };
  }
}

/** Whether it took part when so many rounds had ended. */
const isGoing = ({ out, runs }: Trial, round: number) => out === null || runs.length > round;

/** Those whose rest fits at the least length, the most likely answers first. */
function fitting(
  seen: Seen,
  all: readonly Trial[],
  going: readonly Trial[],
  round: number,
): readonly Trial[] {
  const { leastMs } = seen.length;
  let kept = going.toSorted((a, b) => rankOf(seen, a, round) - rankOf(seen, b, round));
  while (kept.length > fewestTrials && takesMs(seen, kept, round, leastMs) > leftMs(seen, all, round))
    kept = kept.slice(0, -1);
  return kept;
}

/** The lower, the more likely it is the answer: by what the work is like, and by its first round as soon as that is known. */
function rankOf({ character }: Seen, trial: Trial, round: number): number {
  const { size, values } = trial;
  if (isBaseline(trial)) return Number.NEGATIVE_INFINITY;
  if (round > 0 && values[0] != null) return values[0];
  const waits = (freeShare(character.shares) ?? 0) >= mostlyFree;
  const order = waits ? ['loop', 'behind', 'lanes'] : ['behind', 'lanes', 'loop'];
  // Of two numbers of promises the larger shows more.
  return order.indexOf(formOf(modelCard(trial))) + (size.formula.limitedBy === 'enough' ? order.length : 0);
}

function leftMs({ question, spentMs }: Seen, trials: readonly Trial[], round: number): number {
  const inRounds = trials
    .flatMap(({ runs }) => runs.slice(0, round))
    .reduce((sum, { tookMs }) => sum + tookMs, 0);
  return reserve * (question.budgetMs - spentMs - inRounds);
}

/** What the rest of the first rounds takes. */
function takesMs(seen: Seen, trials: readonly Trial[], round: number, lengthMs: number): number {
  return (rounds - round) * trials.reduce((sum, trial) => sum + runMs(seen, trial, round, lengthMs), 0);
}

function runMs(seen: Seen, { runs }: Trial, round: number, lengthMs: number): number {
  const known = runs.slice(0, round);
  if (known.length > 0) return median(known.map((run) => again(seen.question, run, lengthMs)))!;
  const { question, character, calibration } = seen;
  // Of the one that calibrated: the start of its process, and the end; its own samples are on top.
  const engineMs = calibration.tookMs - (calibration.summary.wallMs ?? 0);
  const taskMs = character.msPerTask ?? 0;
  const batchMs = question.tasks === null ? Number.POSITIVE_INFINITY : question.tasks * taskMs;
  // When no more start, a task is under way, on the whole half of it is left; one at least is done.
  return engineMs + Math.max(taskMs, Math.min(batchMs, lengthMs + taskMs / 2));
}

/** What a run would take, were it of that length. */
function again({ ratePerSecond }: Question, { summary, plan, tookMs }: Ran<Turn>, lengthMs: number): number {
  const wallMs = summary.wallMs ?? 0;
  const engineMs = tookMs - wallMs;
  if (ratePerSecond !== null) return engineMs + (wallMs * lengthMs * ratePerSecond) / (1000 * plan.tasks);
  const isCutOff = summary.tasks.done + summary.tasks.failed < plan.tasks;
  return engineMs + (isCutOff ? wallMs - (plan.stopAfterMs ?? wallMs) + lengthMs : wallMs);
}

/** How many tasks a run of a trial is likely to end: as many as before; or as fit, were no lane ever to wait for a core. */
export function callsOfRun(
  { tasks, ratePerSecond, room, maxCalls }: Question,
  { character, lengthMs }: { readonly character: Character; readonly lengthMs: number },
  { runs, size }: Trial,
): number {
  const known = median(runs.map(({ summary }) => summary.tasks.done + summary.tasks.failed));
  if (known !== null) return known;
  const { shares, msPerTask } = character;
  const computing = 1 - (shares.waitingFree ?? 0) - (shares.waitingHeld ?? 0);
  const atOnce = Math.min(size.concurrency, room.effectiveCores / Math.max(computing, 1e-3));
  const fitting = Math.max(atOnce, (atOnce * lengthMs) / Math.max(msPerTask ?? lengthMs, 1e-3));
  const wanted = ratePerSecond === null ? (tasks ?? mostTasks) : (ratePerSecond * lengthMs) / 1000;
  return Math.min(fitting, wanted, maxCalls ?? wanted);
}
