import type { Measured } from '../protocol/units.ts';
import type { Ran } from '../runner/batch.ts';
import type { Summary } from '../session/summary.ts';
import { inverse } from '../statistics/ratio-interval.ts';
import type { Character } from '../work/character.ts';
import { characterOf } from '../work/character-of.ts';
import type { Sizes } from '../work/sizes.ts';
import type { Answer, Candidate, CannotTell } from './answer.ts';
import { breakEven, type Curve } from './break-even.ts';
import { askedCommand, commandOf } from './command.ts';
import { copyMsPerTask, figuresOf, median } from './figures.ts';
import { machineOf } from './machine.ts';
import { growthFault, openFault, rateFault, type Stopped } from './no-answer.ts';
import { callsOf, spentMs } from './spent.ts';
import { type Decision, decide, mayLose, type Standing, standingOf } from './standing.ts';
import { interpreterOf, type Question, type Turn } from './step.ts';
import { isBaseline, type Trial, trialsOf } from './trials.ts';
import { changesOf, unknownOf } from './what-else.ts';
import { whyNotOf } from './why-not.ts';

/** What the run that calibrates led to, and the rounds so far of all that was tried. */
export type Proved = {
  readonly sizes: Sizes;
  readonly trials: readonly Trial[];
  readonly calibration: Ran<Turn>;
};

/** The answer that the rounds lead to. `stopped`: no more will come, although something is open. */
export function answerOf(
  question: Question,
  ran: readonly Ran<Turn>[],
  proved: Proved,
  stopped: Stopped,
): Answer {
  const { trials } = proved;
  const alive = trials.filter(
    ({ out, runs, model }) => out === null && runs.length > 0 && question.ruledOut[model] === undefined,
  );
  const decision = decide(alive, true);
  const complete = trials.every(({ out, runs }) => out !== null || runs.length > 0);
  const baseline = trials.find(isBaseline) ?? null;
  // Who takes the place of sequential has beaten it; to keep sequential, all others must have been looked at.
  const isSure = (one: Trial) => !isBaseline(one) || trials.every(({ out }) => out?.kind !== 'no-time');
  const found = complete && decision.found && isSure(decision.found) ? decision.found : null;
  const cannotTell =
    rateFault(question, ran, alive) ??
    growthFault(question, baseline, found) ??
    (found ? null : openFault(question, ran, decision, stopped));
  const character = characterNow(question, ran, proved);
  const common = {
    ...frameOf(question, ran),
    rounds: Math.max(0, ...trials.map(({ runs }) => runs.length)),
    sequential: baseline && figuresOf(question, baseline.runs, baseline.values),
    character,
  };
  if (!found || cannotTell)
    return {
      ...common,
      ...nothing,
      cannotTell,
      whyNot: whyNotOf(question, proved, alive[0] ?? null, []),
      unknown: unknownOf(question, character, common.machine, false),
    };
  const isBeaten = (trial: Trial) =>
    alive.some((other) => other !== trial && standingOf(trial, other, true).state === 'beaten');
  const others = decision.standings.filter((standing) => isLevel(standing) && !isBeaten(standing.against));
  const breakEvenTasks = baseline && baseline !== found ? breakEvenOf(found, baseline) : null;
  return {
    ...common,
    kind: others.length > 0 ? 'either' : 'model',
    candidate: candidateOf(found),
    figures: figuresOf(question, found.runs, found.values),
    others: others.map(({ against, ratio }) => ({
      model: against.model,
      size: against.size,
      ratio: inverse(ratio),
    })),
    cannotTell: null,
    gain:
      baseline && baseline !== found && baseline.out === null
        ? standingOf(baseline, found, true).ratio
        : null,
    whyNot: whyNotOf(question, proved, found, decision.standings),
    breakEvenTasks,
    othersOnCores: othersOf(found),
    changes: changesOf(question, character, found, trials, breakEvenTasks),
    unknown: unknownOf(question, character, common.machine, hasMore(decision, trials), found),
    command: commandOf(question, alive, found, character),
  };
}

/** Whether more rounds may show a difference that one would choose by. */
const hasMore = ({ standings }: Decision, trials: readonly Trial[]) =>
  standings.some(({ verdict, ratio }) => verdict === 'unclear' && ratio.high > mayLose) ||
  trials.some(({ out }) => out?.kind === 'no-time');

/** The answer where not even one round was run. */
export function cannotStart(
  question: Question,
  ran: readonly Ran<Turn>[],
  cannotTell: CannotTell | null,
): Answer {
  const [calibration] = ran;
  return {
    ...frameOf(question, ran),
    ...nothing,
    rounds: 0,
    sequential: null,
    character: calibration ? characterOf(calibration) : null,
    whyNot: [],
    unknown: [],
    cannotTell,
  };
}

const nothing = {
  kind: 'cannot-tell',
  candidate: null,
  figures: null,
  others: [],
  gain: null,
  breakEvenTasks: null,
  othersOnCores: { v8: null, libuv: null, nativeThreads: null },
  changes: [],
} as const;

function frameOf(question: Question, ran: readonly Ran<Turn>[]) {
  const { by, tasks, ratePerSecond, budgetMs, wish, before } = question;
  const name = wish.startMethod ?? before.startMethod;
  return {
    runtime: question.card.runtime,
    interpreter: interpreterOf(question),
    startMethod: name && { name, wasAsked: wish.startMethod !== undefined },
    by,
    tasks,
    ratePerSecond,
    machine: machineOf(question, ran),
    calls: callsOf(ran),
    spentMs: Math.round(spentMs(question, ran)),
    budgetMs,
    asked: askedCommand(question),
    command: askedCommand(question),
  };
}

/** As good as what was found: the same, or what could not be told apart and, whatever its rounds leave open, is little worse. */
const isLevel = ({ verdict, ratio }: Standing) => verdict !== 'slower' && ratio.low >= 1 / mayLose;

function candidateOf({ model, size, runs }: Trial): Candidate {
  return { model, size, plan: runs.at(-1)!.plan };
}

/** What is known of the work now: what the rounds showed as well. */
function characterNow(
  question: Question,
  ran: readonly Ran<Turn>[],
  { calibration, trials }: Proved,
): Character {
  const { reference } = trialsOf(question, [], ran);
  const copying = trials.flatMap(({ runs }) => runs.map(copyMsPerTask));
  return characterOf(calibration, {
    repeats: reference.repeats,
    sharesState: trials.some(({ out }) => out?.kind === 'differs' && out.difference.kind === 'value'),
    copyMsPerTask: median(copying),
    handoverMs: question.before.handoverMs.thread ?? null,
  });
}

function breakEvenOf(found: Trial, baseline: Trial): number | null {
  const [mine, other] = [curveOf(found), curveOf(baseline)];
  return mine && other ? breakEven(mine, other) : null;
}

/** The run whose speed is in the middle of its rounds. */
function curveOf({ runs }: Trial): Curve | null {
  const sorted = runs
    .filter(({ course }) => course.steadyMsPerTask !== null)
    .toSorted((a, b) => a.course.steadyMsPerTask! - b.course.steadyMsPerTask!);
  const middle = sorted[sorted.length >> 1];
  return middle ? { course: middle.course, startMs: middle.summary.startMs } : null;
}

function threadCores(summary: Summary, of: 'v8Ms' | 'libuvMs' | 'nativeMs'): Measured {
  const ms = summary.cpu.threads?.[of] ?? null;
  return ms === null || !summary.wallMs ? null : ms / summary.wallMs;
}

function othersOf({ runs }: Trial): Answer['othersOnCores'] {
  const by = (of: 'v8Ms' | 'libuvMs' | 'nativeMs') =>
    median(runs.map(({ summary }) => threadCores(summary, of)));
  return { v8: by('v8Ms'), libuv: by('libuvMs'), nativeThreads: by('nativeMs') };
}
