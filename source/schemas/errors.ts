import * as v from 'valibot';
import { count, list, maybeText, text } from './describe.ts';

/** By which errors are grouped. */
const rootCauseEntries = {
  rootCode: maybeText(
    'The code of the error, or of the cause behind it: ECONNREFUSED behind "fetch failed". Null: none has a code.',
  ),
  syscall: maybeText('The call of the system that failed: open, connect. Null: none, or it is not known.'),
};

/** So many tasks that failed alike. */
export const errorCountEntries = {
  name: text("The name of the first one's error: TypeError."),
  ...rootCauseEntries,
  tasks: count('How many tasks failed with it.'),
};

/** The error of a task. */
export const taskError = v.object({
  task: count('The number of the task.'),
  name: text("The error's name: TypeError."),
  message: text("The error's message."),
  code: maybeText("The error's code: ENOENT. Null: it has none."),
  place: maybeText('Where in the module it was thrown: /work.js:3. Null: its stack does not say.'),
  stack: list(v.string(), 'The frames of its stack in your own files, nearest first: resize (/work.js:3).'),
  ...rootCauseEntries,
});

/** Failed tasks by kind of error, in a summary. */
export const errorKinds = list(
  v.object({
    ...errorCountEntries,
    message: maybeText('What the first of these errors says. Null: it was not kept.'),
    places: list(
      v.object({
        place: text('Where in the module it was thrown: /work.js:3.'),
        tasks: count('How many of the errors were thrown there.'),
      }),
      'Where they were thrown, the most frequent place first, of the first 1,000 errors that say so.',
    ),
  }),
  'Failed tasks by kind of error, the most frequent kinds, at most 20: by code, or by name where there is no code, and by system call. The counts are of all tasks.',
);
