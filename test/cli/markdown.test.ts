import { expect, test } from 'vitest';
import { heddle } from './helpers/heddle.ts';

test.each([
  [
    ['run', 'noop', '--tasks', '5'],
    /^### noop under async: 5 tasks, 5 at once: completed/,
    'heddle run noop --tasks 5',
  ],
  [
    ['compare', 'noop', '--models', 'sequential,async', '--tasks', '5', '--runs', '1'],
    /^### noop: 5 tasks, 1 run per model/,
    'heddle compare noop --models sequential,async --tasks 5 --runs 1',
  ],
])('%o --markdown is a page with what runs it again, and nothing else', async (args, heading, again) => {
  const { code, stdout } = await heddle([...args, '--markdown']);
  expect(code).toBe(0);
  expect(stdout).toMatch(heading);
  expect(stdout).toContain(`\`\`\`sh\n${again}\n\`\`\``);
  expect(stdout).toMatch(/ · Node\.js \S+ · Heddle \S+ · \d{4}-\d\d-\d\d \d\d:\d\d UTC\n$/);
});

test('one document cannot be two things', async () => {
  const { code, stderr } = await heddle(['run', 'noop', '--json', '--markdown']);
  expect({ code, stderr }).toEqual({ code: 2, stderr: 'heddle: --json and --markdown exclude each other\n' });
});
