import { suggest, UsageError } from '../catalog/make-plan.ts';
import type { Answers, Question } from './question.ts';
import { questions } from './questions/index.ts';

/** Checks answers that came from outside. Throws a `UsageError` in one line that names what would be right. */
export function readAnswers(given: Answers): Answers {
  const keys = questions.map(({ key }) => key);
  for (const [key, value] of Object.entries(given)) {
    const question = findQuestion(key);
    if (!question) {
      throw new UsageError(
        `the guide has no question "${key}"${suggest(key, keys)}; questions: ${keys.join(', ')}`,
      );
    }
    const values = question.options.map((option) => option.value);
    if (!values.includes(value)) {
      throw new UsageError(
        `${key} is "${value}"${suggest(value, values)}; it must be one of: ${values.join(', ')}`,
      );
    }
  }
  return given;
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
