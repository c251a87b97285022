import * as v from 'valibot';
import { startMethods } from '../protocol/plan.ts';
import { character } from './character.ts';
import {
  amount,
  count,
  described,
  filled,
  flag,
  group,
  list,
  maybe,
  maybeAmount,
  maybeText,
  measured,
  number,
  oneOf,
  record,
  word,
} from './describe.ts';
import { interpreterEntries, model, runtime } from './shared.ts';

/** What measuring a person's own file came to: `answer` of a decision. */

const ratioEntries = {
  ratio: number('The ratio: the middle of all pairs of runs.'),
  low: number('Its interval begins here. 0: not known.'),
  high: measured('Its interval ends here, or null: not known.'),
};
const overRounds = v.object({ ...ratioEntries, rounds: count('How many rounds it rests on.') });
const over = (description: string) =>
  maybe(overRounds, `${description} Null: not measured, or there is nothing to compare with.`);

const size = v.object({
  concurrency: amount('Tasks at once: promises, threads or processes, as the model has it.'),
  libuvThreads: maybeAmount("The size of libuv's pool (UV_THREADPOOL_SIZE). Null: leave it as it is."),
  poolThreads: maybeAmount('Threads behind the loop. Null: no such pool.'),
  poolProcesses: maybeAmount('Processes behind the loop. Null: no such pool.'),
  formula: group(
    {
      name: oneOf(
        ['one', 'cores', 'cores-and-waiting', 'lock-and-waiting', 'loop-and-waiting', 'off-loop', 'given'],
        'How it was found.',
      ),
      figures: record(v.number(), 'What was put in, by name.'),
      limitedBy: maybe(
        v.picklist(['tasks', 'descriptors', 'memory', 'most', 'enough', 'tried']),
        'Why it is not what the formula gives. enough: more at once were no faster. most: Heddle tries no more. tried: Heddle tries no fewer promises, and twice the threads were faster. Null: it is.',
      ),
      source: v.pipe(v.string(), v.description('Where the formula can be read.')),
    },
    'Why so many.',
  ),
});

const figures = (description: string) =>
  maybe(
    v.object({
      judged: measured('What the models are judged by: milliseconds or bytes, less is better.'),
      msPerTask: measured('Milliseconds of wall time per task, warm.'),
      tasksPerSecond: measured('Tasks that are done, per second.'),
      startMs: measured("Milliseconds from the engine's start to the first task's turn."),
      memoryBytes: measured('The most memory of the engine and its lanes, in bytes.'),
      lagP99Ms: measured('For 99 % of the time the main loop was late by at most this many milliseconds.'),
      cpuMsPerTask: measured('Milliseconds of processor time per task.'),
      lockRatio: measured(
        "The share of its time that a thread waited for the interpreter's lock, 0 to 1. Null: not measured, or threads share none.",
      ),
      latencyP50Ms: measured('Half of the requests were answered within this many milliseconds.'),
      latencyP99Ms: measured('99 % of the requests were answered within this many milliseconds.'),
      keptUp: maybe(v.boolean(), 'Whether it kept up with the rate. Null: there was none.'),
    }),
    `${description} Medians over its rounds. Null: it was not run.`,
  );

const whyNot = v.object({
  model: described(model, 'The model.'),
  size: maybe(size, 'Its numbers. Null: it was not run.'),
  figures: figures('Its figures.'),
  kind: oneOf(
    ['skipped', 'compared', 'hopeless', 'differs', 'failed', 'not-run'],
    'How it is known. skipped: it was clear before a run. hopeless: its first round was so slow that it got no second. differs: its results are not those of sequential.',
  ),
  reason: maybe(
    v.picklist([
      'no-promise',
      'nothing-waits',
      'no-parts',
      'too-small',
      'one-core',
      'refused',
      'answer',
      'memory',
    ]),
    'Why it was skipped. Null: it was not.',
  ),
  verdict: maybe(
    v.picklist(['faster', 'slower', 'same', 'unclear']),
    'How it compares with the answer. Null: it was not compared.',
  ),
  ratio: over('Its figure by that of the answer: above 1 is worse.'),
  difference: maybe(
    v.object({
      task: count('The task.'),
      expected: word('What sequential returned.'),
      got: word('What was returned instead.'),
      kind: oneOf(['class', 'value'], 'class: only the class was lost. value: the content is another.'),
    }),
    'A result that is not that of sequential. Null: none was seen.',
  ),
  says: word('The same in words.'),
});

export const answer = maybe(
  v.object({
    runtime: described(runtime, 'What the work ran in.'),
    interpreter: maybe(
      v.object(interpreterEntries),
      "The program that ran the work. Null: Heddle's own Node.js.",
    ),
    startMethod: maybe(v.picklist(startMethods), 'How processes were started. Null: there is only one way.'),
    kind: oneOf(
      ['model', 'either', 'cannot-tell'],
      'model: use the candidate. either: others are about as good, and the candidate is the simplest. cannot-tell: cannotTell says why.',
    ),
    candidate: maybe(
      v.object({ model: described(model, 'The model.'), size: described(size, 'Its numbers.') }),
      'What to use. Null: nothing can be told.',
    ),
    figures: figures("The candidate's figures."),
    others: list(
      v.object({
        model: described(model, 'The model.'),
        size: described(size, 'Its numbers.'),
        ratio: described(overRounds, 'Its figure by that of the candidate: above 1 is worse.'),
      }),
      'Models that are about as good as the candidate.',
    ),
    cannotTell: maybe(
      v.object({
        because: oneOf(
          [
            'fails',
            'never-settles',
            'crashed',
            'unclear',
            'budget',
            'gets-faster',
            'calls',
            'rate',
            'stopped',
          ],
          'Why.',
        ),
        message: maybeText(
          'The first error of a function that fails, or why its process crashed. Null: it is about something else.',
        ),
        place: maybeText('Where that error was thrown, as file:line. Null: not known, or there is none.'),
        tell: maybeText(
          'The flag with which to find out; given already, it takes this value. Null: nothing.',
        ),
      }),
      'Why nothing can be told. Null: there is a candidate.',
    ),
    by: oneOf(['time', 'latency', 'memory', 'cpu'], 'What models are judged by.'),
    gain: over("The figure of sequential by the candidate's: 2 is twice as good as one task after another."),
    sequential: figures('The figures of sequential, which is what the code does by itself.'),
    rounds: count('The most rounds that any model got.'),
    tasks: maybeAmount(
      'The tasks of the batch that it is about, start and warm-up counted. Null: work that goes on.',
    ),
    ratePerSecond: measured('Requests per second that were asked for, or null: none.'),
    character,
    whyNot: list(whyNot, 'Each other model, in the order of the models.'),
    breakEvenTasks: maybeAmount(
      'From how many tasks on the candidate is faster than sequential, start and warm-up counted. Null: not known, or it is sequential.',
    ),
    othersOnCores: group(
      {
        v8: measured("Cores that V8's helper threads used."),
        libuv: measured("Cores that libuv's threads used."),
        nativeThreads: measured('Cores that threads of native libraries used.'),
      },
      "Who used the cores beside the candidate's lanes.",
    ),
    machine: group(
      {
        cores: number('Cores that may be used.'),
        quotaCores: measured('The CPU quota in cores, or null: none.'),
        busyRatio: measured(
          'The share of the cores that other programs used beforehand, or the share of the time of runs that they took, whichever is more; 0 to 1.',
        ),
        quiet: flag('Whether that was little enough.'),
        waitedMs: number('Milliseconds that it waited for a quiet moment.'),
      },
      'The machine before the first run.',
    ),
    changes: list(
      v.object({
        if: oneOf(
          ['fewer-tasks', 'same-results', 'more-cores', 'chunks'],
          'fewer-tasks: with fewer than tasks. same-results: if plain objects will do. chunks: with that many tasks per message.',
        ),
        tasks: maybeAmount('How many tasks. Null: it is not about a number.'),
        model: described(model, 'The model to use then.'),
        ratio: maybe(v.object(ratioEntries), 'How many times as fast it would be. Null: not measured.'),
      }),
      'What would change the answer.',
    ),
    unknown: list(
      v.object({
        what: oneOf(
          ['other-inputs', 'server-limit', 'few-calls', 'busy-machine', 'no-repetition', 'more-rounds'],
          'What is not known.',
        ),
        tell: maybeText(
          'The flag with which to find out; given already, it takes this value. Null: nothing.',
        ),
      }),
      'What was not measured and could matter.',
    ),
    calls: count('How often your function was called in all.'),
    spentMs: number('Milliseconds that it took.'),
    budgetMs: number('Milliseconds that it might take.'),
    command: word('The command that measures the same again.'),
    says: list(
      v.object({ label: word('What they are about.'), rows: list(filled, 'Sentences and commands.') }),
      'All of it in words, as the text has it.',
    ),
    program: maybe(
      v.object({
        name: word('Its file.'),
        start: word('The command that starts it.'),
        source: word('Its text.'),
      }),
      'A program in plain Node.js that runs your file so. Null: there is no answer, or your file needs what only Heddle has.',
    ),
  }),
  'What measuring your file came to. Null: nothing was measured.',
);
