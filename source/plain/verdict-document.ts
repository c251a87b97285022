import type { Decision } from '../guide/decision.ts';
import type { Found } from '../guide/measured.ts';
import type { Question } from '../guide/question.ts';
import { questions } from '../guide/questions/index.ts';
import { sketchOf } from '../guide/sketches/index.ts';
import { runtimeIds } from '../protocol/plan.ts';
import type { answerDocument } from './answer-document.ts';

/** Which Heddle decided, and when it was asked, in UTC. */
export type Asked = { readonly heddle: string; readonly startedAt: string };

/** What `heddle decide --json` prints. Null: not known yet, or not needed. `answer`: what measuring a file came to. */
export function decisionDocument(
  decision: Decision,
  { measured, contradicted }: Pick<Found, 'measured' | 'contradicted'>,
  { heddle, startedAt }: Asked,
  answer: ReturnType<typeof answerDocument> | null = null,
) {
  const { verdict, path, whyNot, caveats, next, proof, unused } = decision;
  return {
    schema: 1 as const,
    heddle,
    startedAt,
    verdict: verdict && {
      runtime: verdict.runtime,
      model: verdict.model,
      engine: verdict.engine,
      sizing: verdict.sizing,
    },
    path: path.map(({ key, value, because, model }) => ({ key, value, because, model })),
    whyNot,
    caveats,
    next: next && questionDocument(next),
    proof: proof?.compare ?? null,
    claim: proof && { says: proof.claim, note: proof.note, expects: proof.expects },
    sketch: verdict && Object.fromEntries(runtimeIds.map((runtime) => [runtime, sketchOf(verdict, runtime)])),
    measured,
    contradicted,
    unused: unused.map(({ key }) => key),
    ignored: unused,
    answer,
  };
}

/** What `heddle decide --list --json` prints. `heddle`: the version whose questions these are. */
export function questionsDocument(heddle: string) {
  return { schema: 1 as const, heddle, questions: questions.map(questionDocument) };
}

function questionDocument({ key, text, why, options, measure }: Question) {
  return { key, question: text, why, options, measured: measure?.by ?? null };
}
