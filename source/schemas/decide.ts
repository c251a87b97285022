import * as v from 'valibot';
import { laneUnits } from '../catalog/cards.ts';
import type { decisionDocument, questionsDocument } from '../plain/verdict-document.ts';
import { answer } from './answer.ts';
import {
  amount,
  byModel,
  described,
  filled,
  group,
  list,
  maybe,
  maybeAmount,
  maybeText,
  moment,
  oneOf,
  schemaOf,
  word,
} from './describe.ts';
import { heddleVersion, model, schemaVersion } from './shared.ts';

const question = v.object({
  key: word('Its name in --answer KEY=VALUE.'),
  question: word('The question, one line.'),
  why: word('Why it is asked.'),
  options: list(
    v.object({
      value: word('What is typed: --answer KEY=VALUE. unknown is always among them.'),
      label: word('The answer, in words.'),
      example: word('What people recognise their own work by.'),
      because: word('What follows from this answer.'),
    }),
    'The answers there are.',
  ),
  measured: maybe(
    v.picklist(['run', 'machine']),
    'What --measure looks at to answer it: a short run of your work, or this machine. Null: it cannot be measured.',
  ),
});

export const questions = schemaOf<ReturnType<typeof questionsDocument>>()(
  'Questions of the guide',
  'What `heddle decide --list --json` prints: every question with the answers it takes.',
  v.object({
    schema: schemaVersion,
    heddle: heddleVersion,
    questions: list(question, 'In the order in which they are asked.'),
  }),
);

const verdict = v.object({
  runtime: oneOf(
    ['node', 'cpython', 'free-threaded', 'any'],
    'Where the verdict holds. cpython and free-threaded: Python with and without its lock. any: in each; nobody said which.',
  ),
  model: described(model, 'The concurrency model to use.'),
  engine: maybe(
    v.object({ name: word('Its name.'), because: word('Why it is needed.') }),
    'A system that keeps work outside of the process, such as a queue. Null: none is needed.',
  ),
  sizing: group(
    {
      concurrency: amount('Tasks at once, counted in counts.'),
      counts: oneOf(['task', ...laneUnits], 'What concurrency counts. task: one after another.'),
      poolThreads: maybeAmount('Threads behind the loop. Null: no such pool.'),
      poolProcesses: maybeAmount('Processes behind the loop. Null: no such pool.'),
      libuvThreads: maybeAmount("The size of libuv's pool (UV_THREADPOOL_SIZE). Null: leave it as it is."),
      formula: word('How the numbers come about, in words.'),
    },
    'How large to make it, on this machine.',
  ),
});

const step = v.object({
  key: word('The question.'),
  value: word('The answer.'),
  because: word('What follows from it.'),
  model: maybe(model, 'The model the answers have led to so far. Null: none yet.'),
});

const claim = v.object({
  says: word('What the guide claims of that comparison.'),
  note: maybeText('What the comparison cannot show. Null: it shows all of the claim.'),
  expects: group(
    {
      model: described(model, 'The model that should be best.'),
      by: oneOf(
        ['wallMs', 'lightP99Ms'],
        'The figure that decides; less is better. lightP99Ms is a figure of the workload server.',
      ),
      beats: list(model, 'Models it should beat beyond doubt.'),
      ties: list(model, 'Models it should be about as good as.'),
    },
    'The same as data, to set against the comparison.',
  ),
});

export const decide = schemaOf<ReturnType<typeof decisionDocument>>()(
  'A decision',
  'What `heddle decide --json` prints: the model that the answers lead to, and why.',
  v.object({
    schema: schemaVersion,
    heddle: heddleVersion,
    startedAt: moment('When it was asked'),
    verdict: maybe(verdict, 'What to use. Null: another answer is needed (exit code 3); next asks for it.'),
    path: list(step, 'The answers that count, in the order of the questions.'),
    whyNot: byModel(filled, 'Why not each of the other models. Empty: there is no verdict.'),
    caveats: list(filled, 'What to mind with the verdict, and what was assumed.'),
    next: maybe(question, 'The question to answer next. Null: all that matter are answered.'),
    proof: maybe(
      v.pipe(v.string(), v.startsWith('heddle compare ')),
      'The command that puts the verdict to the proof. Null: there is no verdict.',
    ),
    claim: maybe(claim, 'What the guide expects of that command. Null: there is no verdict.'),
    sketch: maybe(
      v.record(v.string(), filled),
      'A small program in that model for each runtime, by the name of the runtime. Null: there is no verdict.',
    ),
    measured: list(
      v.object({
        key: word('The question.'),
        value: maybeText('The answer that was measured. Null: the measurement could not tell.'),
        saw: word('What was seen, in words and with figures.'),
      }),
      'What was measured for questions without an answer. Empty: nothing.',
    ),
    contradicted: list(
      v.object({
        key: word('The question.'),
        given: word('The answer that was given. It counts.'),
        value: word('The answer that was measured.'),
        saw: word('What was seen, in words and with figures.'),
      }),
      'Answers that the measurement of the file speaks against. Empty: none.',
    ),
    unused: list(filled, 'Keys of answers that do not matter, given the others.'),
    ignored: list(
      v.strictObject({
        key: word('The question.'),
        value: word('The answer.'),
        because: word('Why it does not count, in a sentence.'),
      }),
      'The same answers, each with the reason.',
    ),
    answer,
  }),
);
