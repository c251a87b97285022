import { decide } from '../guide/decide.ts';
import type { Answers, Machine } from '../guide/question.ts';
import { questions } from '../guide/questions/index.ts';
import { readRun } from '../guide/read-run.ts';
import type { Speech } from '../host/output.ts';
import type { Measured } from '../plain/verdict-document.ts';
import type { Summary } from '../session/summary.ts';

type Found = { readonly answers: Answers; readonly measured: readonly Measured[] };

/**
 * Answers what can be measured and has no answer, in the order of the questions: from the machine, and, where the
 * person's work was run one task after another, from that run. What it sees is said on standard error.
 */
export function measureAnswers(
  given: Answers,
  run: Summary | null,
  machine: Machine,
  { note }: Pick<Speech, 'note'>,
): Found {
  const answers: Record<string, string> = { ...given };
  const measured: Measured[] = [];
  for (const question of questions) {
    const { measure, key } = question;
    if (!measure || !decide(answers, machine).open.some((open) => open.key === key)) continue;
    if (measure.by === 'run' && run === null) continue;
    const reading = measure.by === 'machine' ? measure.read(machine) : readRun(question, run!);
    measured.push({ key, ...reading });
    note(`${key}${reading.value === null ? '' : `=${reading.value}`}: ${reading.saw}`);
    if (reading.value !== null) answers[key] = reading.value;
  }
  return { answers, measured };
}
