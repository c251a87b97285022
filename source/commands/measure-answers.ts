import { planFor } from '../catalog/make-plan.ts';
import { inFlags } from '../catalog/refusal.ts';
import type { Room } from '../catalog/room.ts';
import type { Wish } from '../catalog/wish.ts';
import type { WorkloadCard } from '../catalog/workloads.ts';
import { accepted } from '../command-line/usage-error.ts';
import { plural } from '../format.ts';
import { decide } from '../guide/decide.ts';
import type { Answers, Question, Reading } from '../guide/question.ts';
import { questions } from '../guide/questions/index.ts';
import { readRun } from '../guide/read-run.ts';
import type { Stopper } from '../host/exit-code.ts';
import type { Speech } from '../host/output.ts';
import { runAsText } from '../host/text-runs.ts';
import { engineFor } from '../launch/engine.ts';
import type { Measured } from '../plain/verdict-document.ts';
import { type Summary, summarize } from '../session/summary.ts';

type Work = { readonly card: WorkloadCard; readonly wish: Wish };
type Found = { answers: Answers; measured: Measured[]; stoppedBy: Stopper | null };

/**
 * Answers what can be measured and has no answer, in the order of the questions: from the machine, and, where a
 * workload was named, from runs of it of a second at most. What it sees is said on standard error.
 */
export async function measureAnswers(
  given: Answers,
  work: Work | null,
  machine: Room,
  { note }: Speech,
): Promise<Found> {
  const answers: Record<string, string> = { ...given };
  const measured: Measured[] = [];
  /** The same short run may answer several questions. */
  const summaries = new Map<string, Summary>();

  async function look(question: Question): Promise<Reading | Stopper | null> {
    const { measure } = question;
    if (measure?.by === 'machine') return measure.read(machine);
    if (!measure || !work) return null;
    const wish = measure.wish(work.wish);
    const name = JSON.stringify(wish);
    let summary = summaries.get(name);
    if (!summary) {
      const plan = planFor(wish, [work.card], machine);
      if (plan.refusal) return { value: null, saw: inFlags(plan.refusal) };
      note(
        `Measuring ${wish.workload} under ${wish.model}: ${plural(plan.value.tasks, 'task')} or a second at most`,
      );
      // What the run says of itself is no news here: that it was stopped after a second was planned.
      const { session, stoppedBy } = accepted(await runAsText(engineFor(plan.value), { note: () => {} }));
      if (stoppedBy !== null) return stoppedBy;
      if (session.ended?.outcome === 'cancelled') return 'SIGINT';
      summary = summarize(session);
      summaries.set(name, summary);
    }
    return readRun(question, summary);
  }

  for (const question of questions) {
    const { open } = decide(answers, machine);
    if (!open.some(({ key }) => key === question.key)) continue;
    const reading = await look(question);
    if (typeof reading === 'string') return { answers, measured, stoppedBy: reading };
    if (reading === null) continue;
    measured.push({ key: question.key, ...reading });
    note(`${question.key}${reading.value === null ? '' : `=${reading.value}`}: ${reading.saw}`);
    if (reading.value !== null) answers[question.key] = reading.value;
  }
  if (!work) note('To measure more, name your file: heddle decide ./my-work.js --measure');
  return { answers, measured, stoppedBy: null };
}
