import * as v from 'valibot';
import { workloadKinds } from '../catalog/workloads.ts';
import { aspects } from '../guide/models/rows.ts';
import type { cardDocument } from '../plain/card.ts';
import type { listDocument } from '../plain/list-document.ts';
import {
  amount,
  byModel,
  described,
  filled,
  flag,
  list as listOf,
  literal,
  number,
  oneOf,
  record,
  schemaOf,
  text,
  word,
} from './describe.ts';
import { heddleVersion, model as modelId, schemaVersion, wishEntries } from './shared.ts';

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
