import { expect, test } from 'vitest';
import type { Refusal } from '../../source/catalog/refusal.ts';
import { readOptions } from '../../source/command-line/options.ts';
import { unfitFlag } from '../../source/command-line/unfit-flag.ts';
import { UsageError } from '../../source/command-line/usage-error.ts';

function refusalOf(argv: string[]): Refusal | null {
  try {
    readOptions(argv);
  } catch (error) {
    if (error instanceof UsageError) return error.refusal;
    throw error;
  }
  throw new Error('nothing was refused');
}

/** A script has to find what of its command line was wrong. */
test.each([
  [['-t', 'ten'], { field: 'tasks', problem: 'is "ten"' }],
  [['--pool', 'x'], { field: 'poolThreads' }],
  [['--timeout', 'soon'], { field: 'timeLimitMs', remedy: 'it must be a time such as 30s, 5m or 500ms' }],
  [['--sample', '1ms'], { field: 'sampleIntervalMs' }],
  [['--fps', '99'], { field: 'framesPerSecond' }],
  [['--models', 'async,,threads'], { field: 'models' }],
  [['--set', 'ms'], { field: 'parameters' }],
  [['--answer', 'cpu'], { field: 'answers' }],
])('%j: the refusal names the field', (argv, expected) => {
  expect(refusalOf(argv)).toMatchObject(expected);
});

test('what is about no field of a wish has none', () => {
  expect(refusalOf(['--modle', 'async'])).toBeNull();
  expect(unfitFlag('json', 'tour', ['run'], undefined).refusal).toBeNull();
});

test('a flag of another command is told with the commands that have it', () => {
  const { message, refusal } = unfitFlag('seed', 'list', ['run', 'compare', 'guide', 'decide'], undefined);
  expect(message).toBe('--seed is not an option of list (run, compare, guide and decide have it)');
  expect(refusal).toMatchObject({ field: 'seed', remedy: null });
  expect(unfitFlag('model', 'compare', ['run', 'list'], 'async').message).toBe(
    '--model is not an option of compare (run and list have it); name the models to compare: --models async',
  );
});
