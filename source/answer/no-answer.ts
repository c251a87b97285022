import { fewestRounds } from '../comparison/judge-pair.ts';
import type { Ran } from '../runner/batch.ts';
import type { CannotTell } from './answer.ts';
import { median } from './figures.ts';
import { machineOf } from './machine.ts';
import { callsOf, longerBudget, spentMs } from './spent.ts';
import { type Decision, keepsUp } from './standing.ts';
import type { Question, Turn } from './step.ts';
import type { Trial } from './trials.ts';

/** Why it ends before all is clear; null where it does not. */
export type Stopped = 'budget' | 'calls' | 'stopped' | null;

/** Whether any model keeps up with the rate that was asked for. What others left of the machine says nothing of a lower one. */
export function rateFault(
  question: Question,
  ran: readonly Ran<Turn>[],
  alive: readonly Trial[],
): CannotTell | null {
  const { ratePerSecond } = question;
  if (ratePerSecond === null) return null;
  if (alive.length === 0 || alive.some(keepsUp)) return null;
  const runs = alive.flatMap(({ runs }) => runs);
  const most = Math.max(...runs.map(({ summary }) => summary.backlog?.donePerSecond ?? 0));
  const { busyRatio, quiet } = machineOf(question, ran);
  const isBusy = busyRatio !== null && !quiet;
  return {
    because: 'rate',
    ratePerSecond,
    most: most > 0 ? most : null,
    tell: most > 0 && !isBusy ? `--rate ${rounded(most * fullRatio)}/s` : null,
  };
}

/** A queue hardly grows at this share of what can be done. */
const fullRatio = 0.8;

/** To two digits, as rates are typed. */
const rounded = (value: number) => Number(value.toPrecision(2));

/** What is shared among n tasks at once cannot be faster than n times by more than caches and noise explain. */
const beyondReason = 1.5;
/** Calls that each model then makes, cold and from the first on. */
const sameCalls = 1000;

/** Runs of one length make more calls the faster a model is. Where calls get cheaper by the number of them, they compare nothing. */
export function growthFault(
  { by, tasks, ratePerSecond }: Question,
  baseline: Trial | null,
  found: Trial | null,
): CannotTell | null {
  if (by !== 'time' || tasks !== null || ratePerSecond !== null) return null;
  if (!found || !baseline || baseline === found || baseline.out !== null) return null;
  const [sequentialMs, modelMs] = [median(baseline.values), median(found.values)];
  const atOnce = found.size.concurrency;
  if (!sequentialMs || !modelMs || sequentialMs < beyondReason * atOnce * modelMs) return null;
  const { model } = found;
  return { because: 'gets-faster', model, atOnce, sequentialMs, modelMs, tell: `--tasks ${sameCalls}` };
}
/** What the rounds leave open, and what would tell. */
export function openFault(
  question: Question,
  ran: readonly Ran<Turn>[],
  { open, standings }: Decision,
  stopped: Stopped,
): CannotTell {
  const tell = longerBudget(question.budgetMs);
  if (stopped === 'calls')
    return { because: 'calls', calls: callsOf(ran), tell: `--max-calls ${(question.maxCalls ?? 0) * 4}` };
  // The one that may gain the most.
  const [rival] = standings
    .filter(({ state }) => state === 'open')
    .sort((a, b) => b.ratio.high - a.ratio.high || b.ratio.ratio - a.ratio.ratio);
  if (open && rival && rival.ratio.rounds >= fewestRounds)
    return { because: 'unclear', models: [open.model, rival.against.model], ratio: rival.ratio, tell };
  if (stopped === 'stopped') return { because: 'stopped', tell: null };
  return { because: 'budget', spentMs: Math.round(spentMs(question, ran)), neededMs: null, tell };
}
