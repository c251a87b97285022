import * as v from 'valibot';
import { severities } from '../findings/finding.ts';
import { count, described, flag, list, literal, maybe, maybeText, oneOf, record, text } from './describe.ts';
import { model } from './shared.ts';

const step = maybe(
  v.variant('kind', [
    v.object({
      kind: literal('model', 'Use another model.'),
      model: described(model, 'The model.'),
    }),
    v.object({
      kind: oneOf(
        ['at-once', 'tasks', 'pool', 'libuv-threads'],
        'Change a number: tasks at once, tasks, threads behind the loop of hybrid, or the size of the pool of libuv.',
      ),
      to: described(
        v.union([v.number(), v.picklist(['fewer', 'more'])]),
        'The new number, or the direction where nothing tells how far.',
      ),
      atOnce: v.exactOptional(count('Of tasks: with so many at once. Left out: as many as by default.')),
    }),
    v.object({ kind: literal('again', 'Run the same again.') }),
    v.object({
      kind: literal('command', 'Run a command.'),
      command: text('The line for the shell.'),
    }),
    v.object({
      kind: literal(
        'measure',
        'Measure a function that held the loop: x in heddle watch writes a file that calls it.',
      ),
      places: list(
        v.object({
          name: maybeText('Its name. Null: it has none.'),
          file: text('Its file.'),
          line: count('The line that it was at.'),
        }),
        'Your functions on the stack, the innermost first: the first that can be called from another file is called.',
      ),
      command: list(v.string(), 'The command line of the process.'),
      python: maybeText(
        'The path of the interpreter of Python that runs it. Null: it is none, or not known.',
      ),
    }),
  ]),
  'The first thing that next proposes, as data. Null: your code has to change.',
);

/** What was noticed, whatever it was noticed in. */
export const foundEntries = {
  next: text('What to do next, in words.'),
  step,
  rule: text('The id of the rule that found it: loop-blocked. Ids do not change.'),
  severity: oneOf(
    severities,
    'problem: the results or the run suffer. warning: it could do better. note: good to know. good: as it should be.',
  ),
  saw: text('What was seen, in words and with figures.'),
  figures: record(v.number(), 'The same figures by name; the unit ends the name.'),
  why: text('Why it matters, in words.'),
  source: text('Where the reason can be read: a title, and an address where there is one.'),
};

/** The same of a run. */
export const findingEntries = {
  ...foundEntries,
  doubtful: flag(
    'Whether other programs used the cores meanwhile and may have caused it: run it again before you act on it.',
  ),
};
