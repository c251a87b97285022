import { feltAnswerMs, measurableMs } from '../catalog/figures.ts';
import type { Comparison } from '../comparison/compare-runs.ts';
import type { Row } from '../comparison/comparison.ts';
import { fewestRounds, judgePair, timeMargin } from '../comparison/judge-pair.ts';
import { duration, percent } from '../format.ts';
import type { ModelId } from '../protocol/plan.ts';
import { type Sample, type Spread, spreadOf } from '../statistics/sample.ts';
import type { Proof, ProofMeasure } from './decision.ts';

/** Models this close are as good as each other: which core or address a run got decides as much. */
export const asGood = 1.1;

const rulings = ['agrees', 'no-clear-winner', 'guide-is-wrong', 'not-enough'] as const;

export type ProofFigure = {
  readonly model: ModelId;
  /** `verdict`: the model the guide chose; `worse` and `level`: what the guide says of this one. */
  readonly expected: 'verdict' | 'worse' | 'level';
  readonly value: Spread | null;
  /** Times the verdict's median; null where one is missing or the verdict's is 0. */
  readonly ratio: number | null;
  /** Why there is no figure. */
  readonly problem: string | null;
};

export type ProofRuling = {
  readonly ruling: (typeof rulings)[number];
  /** In plain words, with the figures that decide. */
  readonly sentence: string;
  readonly by: ProofMeasure;
  readonly figures: readonly ProofFigure[];
};

const names: Readonly<Record<ProofMeasure, string>> = {
  wallMs: 'took',
  lightP99Ms: 'answered light requests within',
};

/** What the machine says to the guide's claim. "The guide is wrong here" is one of the answers. */
export function judgeProof({ expects }: Proof, comparison: Comparison): ProofRuling {
  const { by } = expects;
  const own = comparison.rows.find((row) => modelOf(row) === expects.model);
  const mySample = figureOf(own, by);
  const mine = mySample && spreadOf(mySample);
  const figures = comparison.rows
    .filter((row) => modelOf(row) === expects.model || roleOf(expects, modelOf(row)) !== null)
    .map((row): ProofFigure => {
      const sample = figureOf(row, by);
      const value = sample && spreadOf(sample);
      return {
        model: modelOf(row),
        expected: roleOf(expects, modelOf(row)) ?? 'verdict',
        value,
        ratio: mine && value && mine.median > 0 ? value.median / mine.median : null,
        problem: row.problem,
      };
    });
  const rule = (ruling: ProofRuling['ruling'], sentence: string) => ({ ruling, sentence, by, figures });

  const others = figures.filter(({ model }) => model !== expects.model);
  const silent = figures.find(({ value }) => value === null);
  if (!mine || others.length === 0 || silent) {
    const who = silent?.model ?? expects.model;
    return rule(
      'not-enough',
      `Not enough to judge: ${silent?.problem ? `${who} ${silent.problem}` : `there is no figure for ${who}`}.`,
    );
  }
  if (comparison.rows.some(({ runs }) => runs < fewestRounds)) {
    return rule('not-enough', `Not enough to judge: each model needs at least ${fewestRounds} runs.`);
  }
  const said = (figure: ProofFigure) => `${figure.model} ${names[by]} ${duration(figure.value!.median)}`;
  const verdict = `${expects.model} ${names[by]} ${duration(mine.median)}`;

  const sampleOf = ({ model }: ProofFigure) =>
    figureOf(
      comparison.rows.find((row) => modelOf(row) === model),
      by,
    )!;
  const better = others.find((other) => isBetter(sampleOf(other), mySample!, by));
  const unclear = others.find(
    (other) => other.expected === 'worse' && !isBetter(mySample!, sampleOf(other), by),
  );
  if ((better || unclear) && comparison.takenByOthers !== null) {
    return rule(
      'not-enough',
      `Not enough to judge: other programs took up to ${percent(comparison.takenByOthers)} of a run's time. Try again when the machine is less busy.`,
    );
  }
  if (better) return rule('guide-is-wrong', `The guide is wrong here: ${said(better)}, and ${verdict}.`);
  if (unclear) {
    return rule('no-clear-winner', `No clear winner: ${verdict} and ${said(unclear)}, which is too close.`);
  }
  return rule('agrees', `The machine agrees: ${[verdict, ...others.map(said)].join(', ')}.`);
}

const modelOf = ({ variant }: Row) => variant.plan.model;

function roleOf({ beats, ties }: Proof['expects'], model: ModelId): 'worse' | 'level' | null {
  if (beats.includes(model)) return 'worse';
  return ties.includes(model) ? 'level' : null;
}

function figureOf(row: Row | undefined, by: ProofMeasure): Sample | null {
  if (!row || row.problem !== null) return null;
  const sample = by === 'wallMs' ? row.wallMs : row.figures.find(({ name }) => name === by)?.value;
  return sample ?? null;
}

/** Better beyond doubt, and by more than decides nothing. */
function isBetter(one: Sample, other: Sample, by: ProofMeasure): boolean {
  if (by === 'lightP99Ms' && spreadOf(other).median < feltAnswerMs) return false;
  const margin = { ...timeMargin, lead: asGood };
  const above = ({ values }: Sample) => values.map((value) => Math.max(value, measurableMs));
  return judgePair(above(one), above(other), other.values.length, margin) === 'faster';
}
