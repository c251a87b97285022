import { accept, type Result, refuse } from '../catalog/refusal.ts';
import { suggest } from '../catalog/suggest.ts';
import type { Answers, Question } from './question.ts';
import { questions } from './questions/index.ts';

/** Checks answers that came from outside. */
export function readAnswers(given: Answers): Result<Answers> {
  const keys = questions.map(({ key }) => key);
  for (const [key, value] of Object.entries(given)) {
    const question = findQuestion(key);
    if (!question) {
      const remedy = `its questions are ${keys.join(', ')}`;
      return refuse('answers', `the guide has no question "${key}"${suggest(key, keys)}`, remedy);
    }
    const values = question.options.map((option) => option.value);
    if (!values.includes(value)) {
      const remedy = `it must be one of: ${values.join(', ')}`;
      return refuse(`answers.${key}`, `is "${value}"${suggest(value, values)}`, remedy);
    }
  }
  return accept(given);
}

/** The question with that key; undefined for none. */
export function findQuestion(key: string): Question | undefined {
  return questions.find((question) => question.key === key);
}

/** Answers that still mean something: what an older version asked is left out, nothing is refused. */
export function validAnswers(given: Answers): Answers {
  return Object.fromEntries(
    Object.entries(given).filter(([key, value]) =>
      findQuestion(key)?.options.some((option) => option.value === value),
    ),
  );
}
