import * as v from 'valibot';
import { chapters } from '../claims/chapters.ts';
import { verdicts } from '../claims/claim.ts';
import { verdictMeanings } from '../claims/verdict-words.ts';
import type { claimsDocument } from '../plain/claims.ts';
import {
  byRuntime,
  described,
  filled,
  flag,
  list,
  literal,
  maybe,
  maybeText,
  moment,
  oneOf,
  record,
  schemaOf,
  word,
} from './describe.ts';
import { engineVersion, heddleVersion, runtime, schemaVersion, wishEntries } from './shared.ts';

/** What each verdict means, in one description. */
export const verdictHelp = `${verdicts.map((verdict) => `${verdict}: ${verdictMeanings[verdict]}`).join('. ')}.`;

const check = v.object({
  quick: flag('Whether `heddle claims --check` runs it when no claim is named.'),
  holdsWhen: word('What counts as holding, with the thresholds.'),
  runs: list(
    v.object({ ...wishEntries, command: word('The same run as a command.') }),
    'The runs it takes, in their order.',
  ),
});

const ruling = v.object({
  verdict: oneOf(verdicts, verdictHelp),
  saw: word('What was seen, in words and with figures.'),
  figures: record(
    v.nullable(v.number()),
    'The same figures by name; the unit ends the name. Null: not measured.',
  ),
  again: v.exactOptional(
    literal(
      true,
      'Another try may tell more: the machine was busy, or it may be chance. Left out: it would not.',
    ),
  ),
});

const footnote = v.object({ text: word('The note.'), source: word('Where it can be read.') });

export const claims = schemaOf<ReturnType<typeof claimsDocument>>()(
  'Claims',
  'What `heddle claims --json` prints: sentences that runs can check, and with --check what came of it.',
  v.object({
    schema: schemaVersion,
    heddle: heddleVersion,
    startedAt: moment('When it was asked'),
    engine: engineVersion('nothing was checked.'),
    runtime: described(runtime, 'The runtime that claims are checked in.'),
    checked: flag('Whether --check was given.'),
    claims: list(
      v.object({
        id: word('What `heddle claims` takes. Ids do not change.'),
        chapter: oneOf(
          chapters.map(({ id }) => id),
          'The chapter of the tour that it belongs to.',
        ),
        says: word('The claim, in words.'),
        from: maybeText('Where it was published. Null: in the Python guide.'),
        figure: maybeText('The figure that is given there. Null: none.'),
        checks: record(check, 'How it is checked, by the name of the runtime.'),
        unchecked: byRuntime(filled, 'Why it is not checked, by the name of the runtime.'),
        footnote: maybe(footnote, 'Where the claim is outdated or different. Null: nowhere.'),
        footnotes: byRuntime(
          maybe(footnote, 'The note there. Null: none.'),
          'What is said in a runtime instead of that, by its name. Left out: the same.',
        ),
        ruling: maybe(ruling, 'What came of its check. Null: it was not checked.'),
      }),
      'The claims, chapter by chapter, or those that were named.',
    ),
  }),
);
