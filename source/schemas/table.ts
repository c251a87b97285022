import * as v from 'valibot';
import { verdicts } from '../claims/claim.ts';
import type { tableDocument } from '../plain/table-of-models.ts';
import { tableModels } from '../table/table.ts';
import { verdictHelp } from './claims.ts';
import {
  count,
  described,
  flag,
  list,
  maybe,
  maybeText,
  moment,
  number,
  oneOf,
  record,
  schemaOf,
  word,
} from './describe.ts';
import { heddleVersion, runtime, schemaVersion } from './shared.ts';

const filling = {
  here: maybeText('What was measured, in words. Null: a judgement, or not measured.'),
  figures: record(
    v.nullable(v.number()),
    'The measured figures by name; the unit ends the name. Empty or null: not measured.',
  ),
  verdict: maybe(
    v.picklist(verdicts),
    `What the figures say to the claim. ${verdictHelp} Null: not measured.`,
  ),
  measured: maybe(
    v.object({
      atMs: number('When, in milliseconds since 1970.'),
      runtime: word('Runtime and version: node 24.21.'),
      machine: word('The machine, in a few words.'),
      effectiveCores: number('The cores it could use; may be a fraction.'),
      at: moment('When'),
      stale: maybeText(
        'Why the value may not be true here and now. Null: it is of this machine and this runtime.',
      ),
    }),
    'When and where it was measured. Null: not measured.',
  ),
};

const cell = v.object({
  model: oneOf(
    tableModels.map(({ model }) => model),
    'The concurrency model.',
  ),
  name: word('What the Python guide calls it.'),
  article: word('What the Python guide says.'),
  judgement: flag('Whether it is a judgement, which no machine can measure.'),
  claim: maybeText('The id of the claim whose check measures it. Null: a judgement.'),
  ...filling,
  beside: maybe(v.object(filling), 'The same in the other runtime. Null: nothing was measured there.'),
  footnotes: list(v.number(), 'Numbers of its footnotes.'),
});

export const table = schemaOf<ReturnType<typeof tableDocument>>()(
  'The comparison table',
  'What `heddle table --json` prints: the models compared, as the Python guide has it and as this machine measured it.',
  v.object({
    schema: schemaVersion,
    heddle: heddleVersion,
    runtime: described(runtime, 'The runtime of the cells.'),
    column: word('The same with its version: node 24.21.'),
    besideColumn: maybeText(
      'The runtime of what stands beside them, with its version: python 3.11. Null: nothing was measured there.',
    ),
    rows: list(
      v.object({
        id: word('The feature. Ids do not change.'),
        title: word('The same for people.'),
        cells: list(cell, 'A cell for each model.'),
      }),
      'A row for each feature.',
    ),
    footnotes: list(
      v.object({
        number: count('What cells refer to.'),
        text: word('The note.'),
        source: word('Where it can be read.'),
      }),
      'Notes on cells.',
    ),
  }),
);
