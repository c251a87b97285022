import * as v from 'valibot';
import type { MachineDescription } from '../machine/description.ts';
import type { comparisonDocument } from '../plain/comparison-document.ts';
import {
  amount,
  count,
  described,
  list,
  literal,
  maybe,
  maybeCount,
  maybeMoment,
  maybeText,
  measured,
  number,
  parameterValue,
  record,
  schemaOf,
  text,
  whole,
} from './describe.ts';
import {
  engineVersion,
  heddleVersion,
  interpreterEntries,
  machine,
  model,
  runtime,
  schemaVersion,
} from './shared.ts';
import { summaryEntries } from './summary.ts';

const spreadEntries = {
  median: number('The middle value; of an even number of values the mean of the middle two.'),
  min: number('The least.'),
  max: number('The greatest.'),
};

/** A figure over the runs of a row; the description says what it is of, with its unit. */
const sample = (description: string) =>
  maybe(
    v.object({
      ...spreadEntries,
      values: list(v.number(), 'The value of each run, in the order of the runs.'),
    }),
    `${description} Null: not measured in any completed run.`,
  );

const row = v.object({
  id: text('What the row is called: winner, baseline and runs[].variant refer to it.'),
  label: text('The same for people.'),
  runtime: described(runtime, 'The runtime that runs it.'),
  interpreter: maybe(v.object(interpreterEntries), "The program that runs it. Null: Heddle's own Node.js."),
  baseline: maybeText(
    'The id of the row that its speed-up is against, of the same runtime and interpreter. Null: it is not among the rows, or did not complete.',
  ),
  model: described(model, 'The concurrency model.'),
  concurrency: amount('How many tasks may run at once.'),
  seed: whole('The seed of its runs, for workloads that use chance.'),
  engine: engineVersion('none of its runs started.'),
  startedAt: maybeMoment('When its first run started', 'none did.'),
  runs: count('Runs that completed. All figures of the row are of these.'),
  planned: amount('Runs that were planned.'),
  problem: maybeText(
    'Why the row is not ranked, in words: the first run that did not complete. Null: it can be.',
  ),
  sameAs: maybe(
    model,
    'The model whose code its runs ran: the two differ by chance alone. Null: that of its own model.',
  ),
  keptUp: maybe(
    v.boolean(),
    'Whether most runs kept up with the rate at which tasks fell due. Null: there was none, or it is not known.',
  ),
  stoppedAfterMs: measured(
    'After how many milliseconds its only run was stopped, because it took at least 8 times as long as another: its figures are null then.',
  ),
  wallMs: sample("Milliseconds from the first task's turn to the last task's end."),
  startMs: sample("Milliseconds from the engine's start to the first task's turn."),
  loopLagP99Ms: sample('For 99 % of the time the main loop was late by at most this many milliseconds.'),
  peakMemoryBytes: sample(
    'The most memory of the engine and its lanes, in bytes: PSS where it is known, else RSS.',
  ),
  cpuMsPerTask: sample('Processor time of the engine and its lanes per task, in milliseconds.'),
  tasksPerSecond: sample('Tasks that are done, per second.'),
  taskP99Ms: sample('99 % of the tasks took at most this many milliseconds.'),
  latencyP50Ms: sample('Half of the tasks ended within this many milliseconds after they fell due.'),
  latencyP99Ms: sample('99 % of the tasks ended within this many milliseconds after they fell due.'),
  speedup: measured(
    "The median time of the baseline divided by this row's: 2 is twice as fast. The baseline's own is 1.",
  ),
  speedupRange: maybe(
    v.object({
      min: number('The least that any two of the times give.'),
      max: number('The greatest that any two of the times give.'),
    }),
    'How far the speed-up may be off; no confidence interval. Null: the row is the baseline, or there is no speed-up.',
  ),
  figures: list(
    v.object({
      name: text('Its stable name; the unit ends it.'),
      title: text('The same for people.'),
      unit: text('Its unit: ms, B, ratio (0 to 1), or what is counted.'),
      value: sample('The values of the runs, in that unit.'),
    }),
    "The workload's own figures.",
  ),
  heddle: heddleVersion,
});

const pair = v.object({
  first: text('The id of a row.'),
  second: text('The id of another row.'),
  verdict: v.pipe(
    v.picklist(['faster', 'slower', 'same', 'unclear', 'hopeless', 'hopeful', 'short']),
    v.description(
      'Of the first row. faster, slower: its figure is lower, or greater, beyond doubt. same: the two are within 5 % (25 % for memory, CPU and own figures). unclear: these runs do not tell. hopeless: the second took 10 times as long in its first run and got no other; hopeful: the first did. short: both runs were too short to compare.',
    ),
  ),
  ratio: measured(
    "The second row's figure by the first's: the middle of all ratios of two runs (Hodges-Lehmann).",
  ),
  range: maybe(
    v.object({
      low: number('The least ratio that the runs leave open.'),
      high: number('The greatest ratio that the runs leave open.'),
    }),
    'The exact interval of the ratio at 95 %; of 3 rounds at 90 %. Null: fewer than 3 rounds.',
  ),
  rounds: count('The rounds that both ran.'),
});

const advice = v.variant('kind', [
  v.object({
    kind: literal('tasks', 'Run more tasks.'),
    tasks: amount('Runs are too short: with so many tasks they take a second.'),
  }),
  v.object({
    kind: literal('longer-tasks', 'Runs are too short, and more tasks make them no longer.'),
  }),
  v.object({ kind: literal('runs', 'Run more rounds.'), runs: amount('More runs of each row may tell.') }),
  v.object({
    kind: literal(
      'budget',
      'The time was up before there were rounds enough: give it more time, or fewer tasks.',
    ),
    budgetMs: amount('The time within which there may be rounds enough, in milliseconds.'),
    tasks: maybeCount(
      'With so many tasks a run takes about a second. Null: runs are no longer than that already.',
    ),
  }),
  v.object({ kind: literal('models', 'There is nothing to compare with.') }),
  v.object({ kind: literal('quiet', 'Other programs used the machine.') }),
]);

export const compare = schemaOf<ReturnType<typeof comparisonDocument> & { machine: MachineDescription }>()(
  'A comparison',
  'What `heddle compare --json` prints: the same work under several models, several runs each. Numbers that are not whole have six digits.',
  v.object({
    schema: schemaVersion,
    heddle: heddleVersion,
    workload: maybeText('The id of the workload, or the name of your module. Null: the rows differ in it.'),
    tasks: maybeCount('How many tasks each run has. Null: the rows differ in it.'),
    parameters: record(
      parameterValue,
      'The parameters of the workload, by name, as far as all rows have the same.',
    ),
    winner: maybeText(
      'The id of the row that was ahead of every other beyond doubt, by `judgedBy`. Null: there is none.',
    ),
    judgedBy: text(
      "The figure that rows are judged by: wallMs, msPerTask (wallMs divided by the tasks of a run, where rows differ in these), another figure of the rows, or the name of the workload's own.",
    ),
    pairs: list(pair, 'Every two rows that could be judged, by `judgedBy`.'),
    verdict: text('Why, in words: who is ahead by how much, or why there is no winner, and what to do next.'),
    advice: maybe(advice, 'What would tell more. Null: nothing.'),
    takenByOthers: maybe(
      v.number(),
      'The share of its time that other programs took from the most disturbed run, 0 to 1. Null: too little to matter, or not known.',
    ),
    baseline: maybeText(
      'The id of the row that speed-ups are against. Null: it is not among the rows, or did not complete, or rows of several runtimes have one each (rows[].baseline).',
    ),
    rows: list(row, 'A row for each model, in the order of the models.'),
    runs: list(
      v.object({
        variant: text('The id of the row it belongs to.'),
        round: amount('Which run of its row it is, from 1 on.'),
        ...summaryEntries,
      }),
      'Every single run in the order in which they ran: each as `heddle run --json` has it, less its findings and the machine.',
    ),
    machine,
  }),
);
