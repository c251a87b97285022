import * as v from 'valibot';
import { origins } from '../catalog/interpreters.ts';
import { workloadKinds } from '../catalog/workloads.ts';
import { aspects } from '../guide/models/rows.ts';
import type { cardDocument } from '../plain/card.ts';
import type { listDocument } from '../plain/list-document.ts';
import type { runtimesDocument } from '../plain/runtimes.ts';
import { startMethods } from '../protocol/plan.ts';
import {
  amount,
  byModel,
  described,
  filled,
  flag,
  list as listOf,
  literal,
  maybe,
  maybeText,
  number,
  oneOf,
  record,
  schemaOf,
  text,
  word,
} from './describe.ts';
import { heddleVersion, model as modelId, runtime, schemaVersion, wishEntries } from './shared.ts';

const modelEntries = {
  aliases: listOf(filled, 'Other names that --model takes.'),
  how: word('How it runs tasks, one line.'),
  goodFor: word('What it is for, one line.'),
  unit: word('What "at once" counts.'),
  most: amount('The most tasks at once that it accepts.'),
};

const refusals = byModel(filled, 'The reason for each model that cannot run it.');

const parameter = v.variant('type', [
  v.object({
    type: literal('number', 'A number.'),
    title: word('What it is, in words.'),
    unit: text('Its unit. Empty: it has none.'),
    default: number('The value when nothing is said.'),
    min: number('The least it takes.'),
    max: number('The most it takes.'),
    integer: v.exactOptional(flag('Whether it has to be whole. Left out: false.')),
  }),
  v.object({
    type: literal('choice', 'One word of a list.'),
    title: word('What it is, in words.'),
    choices: listOf(filled, 'The words it takes.'),
    default: word('The word when nothing is said.'),
    refuses: v.exactOptional(
      record(refusals, 'Words that some model cannot run, each with its models. Left out: none.'),
    ),
  }),
]);

export const list = schemaOf<ReturnType<typeof listDocument>>()(
  'Models and workloads',
  'What `heddle list --json` prints: what can be run.',
  v.object({
    schema: schemaVersion,
    heddle: heddleVersion,
    models: listOf(
      v.object({ id: described(modelId, 'What --model takes.'), ...modelEntries }),
      'The concurrency models.',
    ),
    workloads: listOf(
      v.object({
        id: word('What `heddle run` takes.'),
        title: word('Its name, in words.'),
        shows: word('What it shows, one line.'),
        kind: oneOf(
          workloadKinds,
          'Where the time of a task goes. cpu: it computes. blocking-io: it blocks its thread. async-io: it waits on the loop. mixed: some of each. pitfall: it shows a mistake.',
        ),
        tasks: amount('How many tasks it has when nothing is said.'),
        parameters: record(parameter, 'What --set takes, by name.'),
        parts: listOf(
          v.string(),
          'Names of the pieces of a task that hybrid hands to its pool. Empty: none.',
        ),
        models: listOf(modelId, 'The models it can run under.'),
      }),
      'The built-in workloads.',
    ),
  }),
);

export const model = schemaOf<ReturnType<typeof cardDocument>>()(
  'The card of a model',
  'What `heddle list --model NAME --json` prints: what a model is, what it costs, and the runs that show it.',
  v.object({
    schema: schemaVersion,
    heddle: heddleVersion,
    model: described(modelId, 'Its id.'),
    ...modelEntries,
    lines: listOf(
      v.object({
        aspect: oneOf(
          aspects.map(({ id }) => id),
          'is: what it is. switches: how it switches. good: what it is good at. costs: what it costs. bites: where it fails you.',
        ),
        says: word('The sentence.'),
        wish: described(v.object(wishEntries), 'The run that shows it, as data.'),
        command: word('The same run as a command.'),
      }),
      'What there is to say of it.',
    ),
  }),
);

const originWords =
  'VIRTUAL_ENV: the active environment. venv: .venv or venv in this folder, or above it in the project. path: your PATH. pyenv, uv: installed by it.';

export const runtimes = schemaOf<ReturnType<typeof runtimesDocument>>()(
  'Runtimes',
  'What `heddle list --runtimes --json` prints: what work can run on.',
  v.object({
    schema: schemaVersion,
    heddle: heddleVersion,
    python: maybeText(
      'The Python that files in this folder run on unless --python names another. Null: none, or the environment of the folder cannot be used.',
    ),
    runtimes: listOf(
      v.object({
        runtime: described(runtime, 'The runtime.'),
        version: word('Its version: 3.11.7.'),
        path: word('The program, as it is started.'),
        lock: oneOf(
          ['shared', 'none'],
          'shared: its threads share one lock (the GIL), one runs at a time. none: they run in parallel.',
        ),
        origin: maybe(
          v.picklist(origins),
          `Where it was found. ${originWords} Null: Heddle itself runs on it.`,
        ),
        models: listOf(modelId, 'The models it can run.'),
        startMethod: maybe(
          v.picklist(startMethods),
          'How its processes are started when nothing is said. Null: there is one way only.',
        ),
      }),
      'What can be used, the best first.',
    ),
    unusable: listOf(
      v.object({
        runtime: described(runtime, 'The runtime.'),
        path: word('The program.'),
        version: maybeText('Its version. Null: it did not say one.'),
        origin: described(v.picklist(origins), `Where it was found. ${originWords}`),
        problem: word('Why it cannot be used: the rest of a sentence that begins with the path.'),
      }),
      'What was found and cannot be used.',
    ),
  }),
);
