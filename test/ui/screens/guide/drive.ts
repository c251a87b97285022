import { findQuestion } from '../../../../source/guide/answers.ts';
import type { Plan } from '../../../../source/protocol/plan.ts';
import { createSession } from '../../../../source/session/state.ts';
import { type Summary, summarize } from '../../../../source/session/summary.ts';
import { createScreen } from '../../../../source/ui/screens/guide/index.ts';
import { type Fakes, openFake, type TestScreen } from '../helpers/fake-services.ts';

export const openGuide = (fakes: Fakes = {}): TestScreen => openFake(createScreen, fakes);

/** The answer the cursor is at. */
function cursor(guide: TestScreen): string | undefined {
  return /^ → (\S+)/m.exec(guide.text())?.[1];
}

/** The key of the question in front. */
export function asked(guide: TestScreen): string | undefined {
  return /^─ (?:Question|Change this answer) ─+ (\w+) ─/m.exec(guide.text())?.[1];
}

/** Moves to an answer and gives it, by keys alone. */
export function answer(guide: TestScreen, value: string): void {
  const options = findQuestion(asked(guide) ?? '')?.options ?? [];
  for (const _ of options) guide.press('up');
  for (const _ of options) if (cursor(guide) !== value) guide.press('down');
  if (cursor(guide) !== value) throw new Error(`there is no answer ${value} here\n${guide.text()}`);
  guide.press('enter');
}

/** Gives answers as they are asked for; what is not among them is answered with "I don't know". */
export function answerAll(guide: TestScreen, answers: Readonly<Record<string, string>>): void {
  const left = new Set(Object.keys(answers));
  for (let key = asked(guide); left.size > 0; key = asked(guide)) {
    if (key === undefined) throw new Error(`not asked: ${[...left].join()}\n${guide.text()}`);
    answer(guide, answers[key] ?? 'unknown');
    left.delete(key);
  }
}

/** A run that took so long; the light requests of a server waited as long. */
export function runOf(plan: Plan, wallMs: number, more: Partial<Summary> = {}): Summary {
  const empty = summarize(createSession(plan));
  return {
    ...empty,
    outcome: 'completed',
    wallMs,
    startMs: 50,
    check: {
      ok: true,
      expected: '',
      got: '',
      figures: [{ name: 'lightP99Ms', title: 'light requests, p99', value: wallMs, unit: 'ms' }],
    },
    ...more,
  };
}

/** The model of the verdict in front, which is shown in large. */
export function verdictOf(text: string): string | undefined {
  return /^─ Verdict ─.*\n {2}(\w+) {3}/m.exec(text)?.[1];
}
