import type { Summary } from '../session/summary.ts';
import type { Character } from '../work/character.ts';
import { decide } from './decide.ts';
import { type Answers, type Machine, type Question, type Reading, unknown } from './question.ts';
import { questions } from './questions/index.ts';

/** A run of the person's work one task after another, and what all its runs have shown of it; null: not known. */
export type Look = { readonly summary: Summary; readonly character: Character | null };

/** What was measured for a question, and the answer it suggests; null: it could not tell. */
export type Measured = Reading & { readonly key: string };

/** An answer that the measurement of the person's work speaks against. */
export type Contradiction = {
  readonly key: string;
  readonly given: string;
  readonly value: string;
  readonly saw: string;
};

/** What measuring said to questions. */
export type Found = {
  /** The answers that were given, and those that were measured where none was, or "I do not know". */
  readonly answers: Answers;
  readonly measured: readonly Measured[];
  readonly contradicted: readonly Contradiction[];
};

/** Where nothing was measured. */
export const nothingMeasured: Pick<Found, 'measured' | 'contradicted'> = { measured: [], contradicted: [] };

/**
 * Answers what can be measured and has no answer, in the order of the questions: from the machine, and, where the
 * person's work was run one task after another, from that run. An answer that was given stays, also where the run speaks
 * against it: what is measured here need not be what runs elsewhere.
 */
export function measuredAnswers(given: Answers, look: Look | null, machine: Machine): Found {
  const answers: Record<string, string> = { ...given };
  const measured: Measured[] = [];
  const contradicted: Contradiction[] = [];
  for (const question of questions) {
    const { measure, key } = question;
    if (!measure || (measure.by === 'run' && look === null) || !isAsked(key, answers, machine)) continue;
    const answer = given[key];
    const isOpen = answer === undefined || (answer === unknown && measure.by === 'run');
    if (!isOpen && measure.by === 'machine') continue;
    const reading = measure.by === 'machine' ? measure.read(machine) : readRun(question, look!);
    const { value, saw } = reading;
    if (isOpen) {
      measured.push({ key, ...reading });
      if (value !== null) answers[key] = value;
    } else if (value !== null && value !== answer) {
      contradicted.push({ key, given: answer!, value, saw });
    }
  }
  return { answers, measured, contradicted };
}

function isAsked(key: string, answers: Answers, machine: Machine): boolean {
  const { path, open } = decide(answers, machine);
  return [...path, ...open].some((one) => one.key === key);
}

/** What a run says to a question. One that broke, or in which most tasks failed or none ended, says nothing about the work. */
function readRun({ measure }: Question, { summary, character }: Look): Reading {
  const { outcome, message, errors } = summary;
  const someFailed = outcome === 'failed' && character?.natures.every(({ nature }) => nature !== 'fails');
  const isSound = outcome === 'completed' || outcome === 'timed-out' || someFailed;
  if (measure?.by !== 'run' || !isSound) {
    const why = message ?? errors[0]?.message ?? 'it gave no reason';
    return { value: null, saw: `The run ${outcome ?? 'did not end'}, so nothing was measured: ${why}` };
  }
  return character?.settles === false
    ? { value: null, saw: 'No task ended, so nothing was measured.' }
    : measure.read(summary, character);
}

/** `You answered cpu=no. Measured: It needed a core 98 % of the time, so it computes (cpu=yes).` */
export function contradictionLine({ key, given, value, saw }: Contradiction): string {
  return `You answered ${key}=${given}. Measured: ${saw.replace(/\.$/, '')} (${key}=${value}).`;
}
