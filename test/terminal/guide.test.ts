import { expect, test } from 'vitest';
import { decide } from '../../source/guide/decide.ts';
import { unknown } from '../../source/guide/question.ts';
import { answersOf, roomy } from '../guide/helpers/machine.ts';
import { articlePaths } from '../helpers/article-paths.ts';
import { type OpenTerminal, openTerminal } from './helpers/open-terminal.ts';

/** Answers questions as they come, by keys alone: "I do not know" where nothing is said. */
async function walk(terminal: OpenTerminal, wanted: Readonly<Record<string, string>>): Promise<void> {
  const given: Record<string, string> = {};
  const left = new Set(Object.keys(wanted));
  while (left.size > 0) {
    const question = decide(given, roomy).next;
    if (!question) throw new Error(`not asked: ${[...left].join()}`);
    const value = wanted[question.key] ?? unknown;
    const at = question.options.findIndex((option) => option.value === value);
    await terminal.waitFor(
      new RegExp(`Question ─+ ${question.key} ─[\\s\\S]*→ ${question.options[0]!.value} `),
    );
    terminal.type('j'.repeat(at));
    await terminal.waitFor(new RegExp(`^ → ${value} `, 'm'));
    terminal.type('\r');
    given[question.key] = value;
    left.delete(question.key);
  }
  // Where nothing is left to ask the verdict comes by itself.
  const { next } = decide(given, roomy);
  if (!next) return;
  await terminal.waitFor(new RegExp(`Question ─+ ${next.key} ─`));
  terminal.type('v');
}

/** All answers forgotten, from the verdict. */
async function anew(terminal: OpenTerminal): Promise<void> {
  terminal.type('e');
  await terminal.waitFor('─ Your answers');
  terminal.type('n');
  await terminal.waitFor(/question 1 of 3 at most/);
}

const verdict = (model: string) => new RegExp(`─ Verdict ─[\\s\\S]*^ {2}${model} {3}`, 'm');

test('every path of the article leads to its verdict; decide on a terminal is the guide', async () => {
  await using terminal = openTerminal({ args: ['decide'] });
  for (const [answers, model] of articlePaths) {
    await walk(terminal, answersOf(answers));
    await terminal.waitFor(verdict(model));
    await anew(terminal);
  }
});

test('the verdict is proved live, and stays on the normal screen', async () => {
  // One task: its proof takes the shortest.
  await using terminal = openTerminal({ args: ['guide', '--answer', 'cpu=yes', '--answer', 'jobs=one'] });
  await terminal.waitFor(verdict('sequential'));
  terminal.type('p');
  await terminal.waitFor(/run 1 of 9[\s\S]*Now +▸ compute under/);
  await terminal.waitFor(/run 2 of 9/);
  await terminal.waitFor(
    /9 runs[\s\S]*sequential +the verdict +\d[\s\S]*Result +(The machine agrees|No clear winner|The guide is wrong here|Not enough)/,
  );
  terminal.type('q');
  expect((await terminal.exit).code).toBe(0);
  expect(terminal.screen().join('\n')).toMatch(
    /guide: Use sequential: one task at a time, in any runtime\nprove it: heddle compare compute/,
  );
});

test("a person's file is measured live, and its answer stays on the normal screen", async () => {
  const source = "export default () => { throw new Error('no luck'); };\n";
  await using terminal = openTerminal({ args: ['guide', './mine.mjs'], files: { 'mine.mjs': source } });
  await terminal.waitFor('Press m: Heddle measures mine and finds the model itself.');
  terminal.type('m');
  await terminal.waitFor(/Heddle will call the function of \.\/mine\.mjs[\s\S]*until you press Enter/);
  terminal.type('\r');
  await terminal.waitFor(/No answer ─+ cannot tell[\s\S]*no\s+luck/);
  terminal.type('q');
  expect((await terminal.exit).code).toBe(0);
  expect(terminal.screen().join('\n')).toMatch(
    /Answer +Cannot tell which model is best[\s\S]*Again +heddle decide \.\/mine\.mjs/,
  );
});

test('one steps back, changes an answer, and sees what it changes', async () => {
  await using terminal = openTerminal({
    args: ['guide', '--answer', 'cpu=yes', '--answer', 'runtime=cpython'],
  });
  await terminal.waitFor(verdict('processes'));
  terminal.type('e');
  await terminal.waitFor(/→ runtime +cpython/);
  terminal.type('\r');
  await terminal.waitFor(/Change this answer ─+ runtime/);
  terminal.type('k');
  await terminal.waitFor(/^ → node /m);
  terminal.type('\r');
  await terminal.waitFor(/→ runtime +node +threads[\s\S]*Changed +model: processes → threads/);
  terminal.type('v');
  await terminal.waitFor(verdict('threads'));
  terminal.type('c');
  await terminal.waitFor("import { Piscina } from 'piscina';");
  terminal.type('p');
  await terminal.waitFor('ThreadPoolExecutor');
});

test.each([60, 80, 120])('%s columns, no colour: the verdict is read', async (columns) => {
  await using terminal = openTerminal({
    columns,
    args: ['guide', '--ascii', '--answer', 'cpu=yes', '--answer', 'runtime=node'],
    env: { NO_COLOR: '1' },
  });
  const rows = await terminal.waitFor(/threads.*2 threads|threads.*\d+ threads? at once/);
  const text = rows.join('\n');
  expect(text).toMatch(/^[\x20-\x7e\n]*$/);
  for (const part of ['Because', 'Why not', 'p prove']) expect(text).toContain(part);
});
