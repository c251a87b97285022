import { expect, test } from 'vitest';
import { compareRuns } from '../../source/comparison/compare-runs.ts';
import { answerMarkdown } from '../../source/plain/answer-markdown.ts';
import { comparisonLines } from '../../source/plain/comparison.ts';
import { comparisonMarkdown } from '../../source/plain/comparison-markdown.ts';
import { details, escaped, fenced, markdownTable, provenance } from '../../source/plain/markdown.ts';
import { runMarkdown } from '../../source/plain/run-markdown.ts';
import { summaryLines } from '../../source/plain/summary.ts';
import { reduce } from '../../source/session/reduce.ts';
import { createSession } from '../../source/session/state.ts';
import { answerOf, figuresOf, notOf } from '../answer/helpers/answers.ts';
import { runsOf } from '../comparison/helpers/runs.ts';
import { everyEvent } from '../helpers/events.ts';
import { planOf } from '../helpers/plan.ts';

test('what would be markup is shown letter by letter', () => {
  expect(escaped('a|b `c` *d* <e> [f] \\g ~h')).toBe('a\\|b \\`c\\` \\*d\\* \\<e\\> \\[f\\] \\\\g \\~h');
  expect(escaped('UV_THREADPOOL_SIZE _x_')).toBe('UV_THREADPOOL_SIZE \\_x\\_');
  expect(
    markdownTable(
      [
        ['a', 'b'],
        ['x|y', '1'],
      ],
      1,
    ),
  ).toEqual(['| a | b |', '| --- | ---: |', '| x\\|y | 1 |']);
});

test('code keeps its backticks: the fence is longer', () => {
  expect(fenced('const a = `x`;\n', 'js')).toEqual(['```js', 'const a = `x`;', '```']);
  expect(fenced('```\n````', '')).toEqual(['`````', '```', '````', '`````']);
  expect(details('a', ['b'])).toEqual(['<details>', '<summary>a</summary>', '', 'b', '', '</details>']);
});

const here = provenance('CPU · 2 cores · Node.js 24.21.0', '1.2.3', '2026-11-26T22:33:22.123Z');
test('where, by which versions and when', () => {
  expect(here).toEqual(['CPU · 2 cores · Node.js 24.21.0 · Heddle 1.2.3 · 2026-11-26 22:33 UTC']);
});

const program = { name: 'resize-threads.mjs', start: 'node resize-threads.mjs', source: 'const a = `x`;\n' };

test('an answer: the heading says it, a table has the figures, the code is folded away', () => {
  const whyNot = [
    notOf('sequential', { kind: 'not-run' }, { figures: figuresOf({ msPerTask: 21, memoryBytes: 59e6 }) }),
    ...answerOf().whyNot,
  ];
  const page = answerMarkdown(answerOf({ whyNot }), { word: './resize.ts', program, provenance: here });
  const python = answerOf({ runtime: 'python' });
  const inPython = answerMarkdown(python, { word: './resize.py', program, provenance: here });
  expect([page.match(/^```(?:js|py)$/m)?.[0], inPython.match(/^```(?:js|py)$/m)?.[0]]).toEqual([
    '```js',
    '```py',
  ]);
  const lines = page.split('\n');
  expect(lines[0]).toBe('### ./resize.ts: threads, 2 worker threads');
  expect(page).toContain('It is 1.90 × as fast as one task after another (1.85–1.95, 5 rounds)');
  expect(lines).toContain('| model | time per task | lag p99 | memory | CPU per task | start |');
  expect(lines).toContain('| threads (2) | 11 ms | 4 ms | 100 MB | 21 ms | — |');
  expect(lines).toContain('| sequential | 21 ms | — | 59 MB | — | — |');
  expect(page).toContain('**Why not the others**\n\n- sequential: Not measured');
  expect(page).toContain('<summary>resize-threads.mjs runs it so</summary>\n\n```js\nconst a = `x`;\n```');
  expect(page).toContain(`\`\`\`sh\n${answerOf().command}\n\`\`\``);
  expect(lines.at(-1)).toBe(here[0]);
  expect(page).not.toMatch(/\n\n\n/);
});

test('an answer without a model still says why, and what would tell', () => {
  const cannotTell = { because: 'calls', calls: 8, tell: '--max-calls 32' } as const;
  const none = {
    kind: 'cannot-tell',
    candidate: null,
    figures: null,
    gain: null,
    cannotTell,
    whyNot: [],
  } as const;
  const page = answerMarkdown(answerOf(none), { word: './resize.ts', program: null, provenance: here });
  expect(page).toMatch(/^### \.\/resize\.ts: cannot tell\n\nCannot tell which model is best\. 8 calls/);
  expect(page).not.toContain('<details>');
});

test('a comparison has the cells of its text', () => {
  const [turns, ran] = runsOf({ sequential: [800, 820], threads: [410, 400] });
  const comparison = compareRuns(turns, ran);
  const page = comparisonMarkdown(comparison, 'heddle compare wait', here);
  expect(page).toMatch(/^### wait: 10 tasks, 2 runs per model\n\n\*\*Verdict:\*\* /);
  const cells = (text: string) => text.split(/\s{3,}/).join(' | ');
  for (const line of comparisonLines(comparison).filter((one) => /^(model|threads|sequential)/.test(one)))
    expect(page).toContain(`| ${cells(line)} |`);
  expect(page).toContain('```sh\nheddle compare wait\n```');
});

test('a run has the rows of its text, and its findings', () => {
  const session = Object.values(everyEvent).reduce(reduce, createSession(planOf()));
  const page = runMarkdown(session, 'heddle run noop', here);
  const [headline, ...rows] = summaryLines(session);
  expect(page.split('\n')[0]).toBe(`### ${escaped(headline!)}`);
  const lag = rows.find((row) => row.startsWith('  lag'))!.replace(/^ {2}lag +/, '');
  expect(page).toContain(`| lag | ${escaped(lag)} |`);
  expect(page).toMatch(/^- \*\*(problem|warning|note|good)/m);
});
