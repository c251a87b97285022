import type { Answer, Figures, Ratio, RatioOver, Why, WhyNot } from '../answer/answer.ts';
import type { Program } from '../answer/programs/index.ts';
import { answerSections, whyNotSentence } from '../answer/words/index.ts';
import type { Size } from '../work/sizes.ts';

/** An answer as `heddle decide FILE --json` prints it. Null: not known, not measured, or none. */
export function answerDocument(answer: Answer, program: Program | null) {
  const { candidate, others, cannotTell, gain, whyNot, changes, ...rest } = answer;
  return {
    kind: rest.kind,
    runtime: rest.runtime,
    interpreter: rest.interpreter && { ...rest.interpreter },
    startMethod: rest.startMethod?.name ?? null,
    candidate: candidate && { model: candidate.model, size: sizeDocument(candidate.size) },
    figures: figuresDocument(rest.figures),
    others: others.map(({ model, size, ratio }) => ({ model, size: sizeDocument(size), ratio: over(ratio) })),
    cannotTell: cannotTell && {
      because: cannotTell.because,
      message: 'message' in cannotTell ? cannotTell.message : null,
      place: 'place' in cannotTell ? cannotTell.place : null,
      tell: cannotTell.tell,
    },
    by: rest.by,
    gain: gain && over(gain),
    sequential: figuresDocument(rest.sequential),
    rounds: rest.rounds,
    tasks: rest.tasks,
    ratePerSecond: rest.ratePerSecond,
    character: characterDocument(rest.character),
    whyNot: whyNot.map((not) => whyNotDocument(not, answer)),
    breakEvenTasks: rest.breakEvenTasks,
    othersOnCores: rest.othersOnCores,
    machine: rest.machine,
    changes: changes.map((change) => ({
      if: change.if,
      tasks: 'tasks' in change ? change.tasks : null,
      model: 'model' in change ? change.model : change.take,
      ratio: 'ratio' in change && change.ratio ? ratioDocument(change.ratio) : null,
    })),
    unknown: rest.unknown.map(({ what, tell }) => ({ what, tell: tell === '' ? null : tell })),
    calls: rest.calls,
    spentMs: rest.spentMs,
    budgetMs: rest.budgetMs,
    command: rest.command,
    says: answerSections(answer).map(({ label, rows }) => ({
      label,
      rows: rows.map((row) => (typeof row === 'string' ? row : row.command)),
    })),
    program,
  };
}

function sizeDocument({ concurrency, libuvThreads, poolThreads, poolProcesses, formula }: Size) {
  const { name, figures, limitedBy, source } = formula;
  return {
    concurrency,
    libuvThreads,
    poolThreads,
    poolProcesses,
    formula: { name, figures: { ...figures }, limitedBy, source },
  };
}

const figuresDocument = (figures: Figures | null) => figures && { ...figures };

/** JSON has no infinity: what is open at its end is null there. */
const ratioDocument = ({ ratio, low, high }: Ratio) => ({
  ratio,
  low,
  high: Number.isFinite(high) ? high : null,
});
const over = (ratio: RatioOver) => ({ ...ratioDocument(ratio), rounds: ratio.rounds });

function characterDocument(character: Answer['character']) {
  if (character === null) return null;
  const { calls, msPerTask, firstMs, warmUp, startMs, cpuMsPerTask, shares, natures, hottest } = character;
  const { returnsPromise, repeats, failed, undefinedResults, settles, blockedAt, copyMsPerTask } = character;
  return {
    calls,
    msPerTask,
    firstMs,
    warmUp,
    startMs,
    cpuMsPerTask,
    shares,
    natures,
    returnsPromise,
    repeats,
    failed: failed && { tasks: failed.tasks, of: failed.of, message: failed.first?.message ?? null },
    undefinedResults,
    settles,
    hottest,
    blockedAt,
    copyMsPerTask,
  };
}

function whyNotDocument(not: WhyNot, answer: Answer) {
  const { model, size, figures, why } = not;
  return {
    model,
    size: size && sizeDocument(size),
    figures: figuresDocument(figures),
    kind: why.kind,
    reason: why.kind === 'skipped' ? why.skip.reason : null,
    verdict: why.kind === 'compared' ? why.verdict : null,
    ratio: ratioIn(why),
    difference: why.kind === 'differs' ? why.difference : null,
    says: whyNotSentence(not, answer),
  };
}

/** Of a model that was cut off only the least is known. */
function ratioIn(why: Why) {
  switch (why.kind) {
    case 'compared':
      return over(why.ratio);
    case 'differs':
      return why.ratio && over(why.ratio);
    case 'hopeless':
      return { ratio: why.atLeast, low: why.atLeast, high: null, rounds: 1 };
    default:
      return null;
  }
}
