import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Command, pagePaths, readPage } from '../../scripts/pages.ts';
import { helpText } from '../../source/command-line/help.ts';
import { readOptions } from '../../source/command-line/options.ts';
import { commands } from '../../source/commands/index.ts';

/** What can be told of the pages without running their commands; `npm run test:all` runs them. */

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
const pages = pagePaths.map(readPage);

/** Why a line cannot be typed as it stands; null where nothing is known against it. */
function problemOf({ text }: Command): string | null {
  const line = text.replace(/\s+#.*$/, '');
  for (const part of line.split(/ && | \| | [12]?> ?\S+/).map((one) => one.trim())) {
    const plain = part
      .replace(/^(?:[A-Z_]+=\S+ )+/, '')
      .replace(/^(?:npx heddle|npm start --)(?= )/, 'heddle');
    const [first, ...words] = plain.split(' ');
    const problem = first === 'heddle' ? heddleProblem(words) : first === 'npm' ? npmProblem(words) : null;
    if (problem) return `${part}: ${problem}`;
  }
  return null;
}

function heddleProblem(words: readonly string[]): string | null {
  try {
    const { command, given } = readOptions(words);
    if (command === undefined) return null;
    if (!Object.hasOwn(commands, command)) return 'no such command';
    const surplus = given.find((flag) => !['help', 'version', ...commands[command]!.flags].includes(flag));
    return surplus ? `it takes no --${surplus}` : null;
  } catch (error) {
    return (error as Error).message;
  }
}

const ownCommands = ['ci', 'install', 'link', 'pack', 'test', 'start'];

function npmProblem([command = '', script = '']: readonly string[]): string | null {
  const known = command === 'run' ? script in scripts : ownCommands.includes(command);
  return known ? null : 'no such script';
}

describe.each(pages)('$path', (page) => {
  test('its commands and their flags exist', () => {
    const all = [...page.commands, ...page.inline].filter(({ exit }) => exit !== 2);
    const wrong = all.flatMap((command) => {
      const problem = problemOf(command);
      return problem === null ? [] : [`line ${command.line}: ${problem}`];
    });
    expect(wrong).toEqual([]);
  });

  test('its commands have what they ask for: files that the page shows', () => {
    const asked = page.commands.flatMap(({ line, text }) =>
      [...text.matchAll(/(?<=\s)\.\/([\w-]+\.(?:[cm]?[jt]s|py))\b/g)].map(([, name]) => ({
        line,
        name: name!,
      })),
    );
    expect(asked.filter(({ name }) => !(name in page.files))).toEqual([]);
  });

  test('its pictures have been made', () => {
    expect(page.captures.filter(({ start, end }) => page.text.slice(start, end).trim() === '')).toEqual([]);
  });
});

const papers = [...pagePaths, 'contributing.md', 'changelog.md'];

test.each(papers)('the links of %s lead somewhere', (path) => {
  const text = readFileSync(path, 'utf8');
  const dead = [...text.matchAll(/\]\((?!https?:)([^)#]*)(#[^)]*)?\)/g)].filter(([, file = '', anchor]) => {
    const target = file === '' ? path : join(dirname(path), file);
    return !existsSync(target) || (anchor && !anchorsOf(target).includes(anchor));
  });
  expect(dead.map(([link]) => link)).toEqual([]);
});

/** The anchors of a page's headings, as GitHub makes them. */
function anchorsOf(path: string): string[] {
  const headings = readFileSync(path, 'utf8').match(/^#+ .*$/gm) ?? [];
  return headings.map((heading) => {
    const words = heading
      .replace(/^#+ /, '')
      .toLowerCase()
      .replace(/[^\w\s-]/g, '');
    return `#${words.replaceAll(' ', '-')}`;
  });
}

test('the readme is a front door: 250 lines at most', () => {
  expect(readFileSync('readme.md', 'utf8').trimEnd().split('\n').length).toBeLessThanOrEqual(250);
});

/** What is between backticks in the first cell of each row of the tables with that head. */
const namesIn = (path: string, head: string) =>
  [
    ...readFileSync(path, 'utf8').matchAll(
      new RegExp(`^\\| ${head} \\|.*\\n\\|[-|]+\\n((?:\\|.*\\n)*)`, 'gm'),
    ),
  ]
    .flatMap(([, rows = '']) => rows.trim().split('\n'))
    .flatMap((row) => [...row.split(' | ')[0]!.matchAll(/`([^`]*)`/g)].map(([, name]) => name!))
    .sort();

test('the flags are those of the help', () => {
  const told = namesIn('docs/scripts-and-ssh.md', 'flag').flatMap((name) => name.match(/^--[a-z-]+/) ?? []);
  const known = [...helpText.matchAll(/^ {4}(--[a-z-]+)/gm)].map(([, name]) => name!);
  expect(told).toEqual([...known, '--help', '--version'].sort());
});

/** The names that a type of `heddle/workload` declares, those of its object only. */
function declared(type: string): string[] {
  const source = readFileSync('source/protocol/workload.ts', 'utf8');
  const [, body = ''] =
    new RegExp(`^export type ${type}\\b.* = \\{\\n([\\s\\S]*?)^\\};`, 'm').exec(source) ?? [];
  return [...body.matchAll(/^ {2}(?:readonly )?(\w+)[?(<:]/gm)].map(([, name]) => name!).sort();
}

test('the fields of a definition object, and what a task is given, are those of the types', () => {
  expect(namesIn('docs/own-work.md', 'field')).toEqual(declared('Workload'));
  const given = namesIn('docs/own-work.md', 'in a task').map((name) => /\bcontext\.(\w+)/.exec(name)?.[1]);
  expect(given.sort()).toEqual(declared('TaskContext'));
});
