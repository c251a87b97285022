import * as v from 'valibot';
import { fields } from '../catalog/refusal.ts';
import type { RefusalDocument } from '../plain/document.ts';
import { group, maybe, maybeText, schemaOf, text } from './describe.ts';
import { heddleVersion, schemaVersion } from './shared.ts';

const named = <Of extends string>(of: Of) =>
  v.pipe(v.string(), v.regex(new RegExp(`^${of}\\..+`))) as v.GenericSchema<string, `${Of}.${string}`>;

const field = v.union([v.picklist(fields), named('parameters'), named('answers')]);

export const refusal = schemaOf<RefusalDocument>()(
  'A refusal',
  'What any command prints with --json and exit code 2: why nothing was run. The same is said in one line on standard error.',
  v.object({
    schema: schemaVersion,
    heddle: heddleVersion,
    refusal: group(
      {
        field: maybe(
          field,
          'What of the request it is about: tasks, model, parameters.ms, answers.cpu; command or arguments: a word that is wrong or too many. Null: the command line itself.',
        ),
        problem: text('What is wrong. Of a number it goes on from the name of the field: "is 0".'),
        remedy: maybeText('What would be right. Null: the problem says it.'),
      },
      'Why nothing was run.',
    ),
  }),
);
