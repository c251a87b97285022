import { describe, expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { modelIdsOf } from '../../source/catalog/models.ts';
import { questions } from '../../source/guide/questions/index.ts';
import type { answerDocument } from '../../source/plain/answer-document.ts';
import type { decisionDocument, questionsDocument } from '../../source/plain/verdict-document.ts';

import { articlePaths } from '../helpers/article-paths.ts';
import { heddle } from './helpers/heddle.ts';

type Decided = ReturnType<typeof decisionDocument>;
const decided = (stdout: string) => JSON.parse(stdout) as Decided;

/** `cpu=yes jobs=many` as flags. */
const flags = (answers: string) =>
  answers.split(' ').flatMap((answer) => (answer === '' ? [] : ['--answer', answer]));

async function decideOn(answers: string) {
  const { code, stdout, stderr } = await heddle(['decide', '--json', ...flags(answers)]);
  expect(stderr).toBe('');
  const document = decided(stdout);
  expect(document.heddle).toBe(manifest.version);
  return { code, ...document };
}

describe('every path of the article', () => {
  test.each(articlePaths)('%s: %s, exit code 0', async (answers, expected) => {
    const { code, verdict, path, whyNot, proof } = await decideOn(answers);
    expect({ code, model: verdict?.model, runtime: verdict?.runtime }).toEqual({
      code: 0,
      model: expected,
      runtime: 'any',
    });
    expect(path.map(({ key, value }) => `${key}=${value}`).join(' ')).toBe(answers);
    expect(Object.keys(whyNot).sort()).toEqual(
      modelIdsOf('node')
        .filter((id) => id !== expected)
        .sort(),
    );
    expect(proof).toContain(expected);
  });

  test.each([
    ['', 'cpu'],
    ['cpu=no', 'io'],
    ['cpu=no io=yes', 'scale'],
  ])('"%s" needs another answer: %s, exit code 3', async (answers, key) => {
    const { code, verdict, next, proof, sketch } = await decideOn(answers);
    expect({ code, verdict, proof, sketch, key: next?.key }).toEqual({
      code: 3,
      verdict: null,
      proof: null,
      sketch: null,
      key,
    });
  });
});

test.each([
  ['cpu=yes jobs=one', { model: 'sequential' }],
  ['cpu=no io=yes scale=thousands mixed=heavy', { model: 'hybrid' }],
  ['cpu=yes runtime=node durable=jobs', { model: 'threads', runtime: 'node', engine: { name: 'BullMQ' } }],
])('a verdict has its model, its runtime and its engine: %s', async (answers, expected) => {
  expect((await decideOn(answers)).verdict).toMatchObject(expected);
});

test('as text it has the verdict, the path, why not the others, the proof and a program', async () => {
  const { code, stdout } = await heddle(['decide', ...flags('cpu=yes runtime=node scale=few')]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^Verdict: Use threads: \d+ threads? at once, in Node\.js$/m);
  expect(stdout).toMatch(/^ {2}cpu=yes → processes +Processes use several cores/m);
  expect(stdout).toMatch(/^ {2}processes +No faster than threads/m);
  expect(stdout).toMatch(/^ {4}heddle compare compute --models sequential,async,threads,processes /m);
  expect(stdout).toMatch(
    /^Answered, but not used\n {2}scale=few {2}It is asked only of work that mostly waits\.$/m,
  );
  expect(stdout).toContain("import { Piscina } from 'piscina';");
  expect(stdout).toMatch(/--answer jobs=many/);
  expect(stdout).not.toMatch(/ $/m);
});

test('without a verdict the text asks for what is missing', async () => {
  const { code, stdout } = await heddle(['decide']);
  expect(code).toBe(3);
  expect(stdout).toMatch(/^No verdict yet: the question "cpu" needs an answer\.$/m);
  expect(stdout).toMatch(/^ {4}heddle decide --answer cpu=yes$/m);
});

test('guide without a terminal is decide', async () => {
  const [guide, decide] = await Promise.all(
    ['guide', 'decide'].map((command) => heddle([command, ...flags('cpu=yes')])),
  );
  expect(guide).toEqual(decide);
});

test('--ascii stays within ASCII', async () => {
  const { stdout } = await heddle(['decide', '--ascii', ...flags('cpu=yes state=some')]);
  expect(stdout).toMatch(/^[\n\x20-\x7e]+$/);
});

test('--list names every key with the values it takes', async () => {
  const [text, json] = await Promise.all([
    heddle(['decide', '--list']),
    heddle(['decide', '--list', '--json']),
  ]);
  expect([text.code, json.code]).toEqual([0, 0]);
  const listed = JSON.parse(json.stdout) as ReturnType<typeof questionsDocument>;
  expect(listed.questions.map(({ key }) => key)).toEqual(questions.map(({ key }) => key));
  for (const { key, options } of questions)
    for (const { value } of options) expect(text.stdout).toMatch(new RegExp(`--answer ${key}=${value} `));
});

test.each([
  [['--answer', 'cpuu=yes'], /no question "cpuu" \(did you mean "cpu"\?\)/],
  [
    ['--answer', 'scale=thousand'],
    /scale is "thousand" \(did you mean "thousands"\?\); it must be one of: thousands/,
  ],
  [['--answer', 'cpu'], /--answer is "cpu"; it must be name=value/],
  [['wiat'], /unknown workload "wiat" \(did you mean "wait"\?\)/],
  [['wait', 'compute'], /unexpected argument "compute"; decide takes one workload or file$/m],
  [['wait', '--set', 'sm=1'], /wait has no parameter "sm"/],
  [['--tasks', '3'], /--tasks needs a workload or a file; name it: heddle decide <workload\|file>$/m],
])('%o: one line, exit code 2', async (args, says) => {
  const { code, stdout, stderr } = await heddle(['decide', ...args]);
  expect(stderr).toMatch(says);
  expect(stderr).toMatch(/^heddle: [^\n]+\n$/);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
});

describe('a file is measured', () => {
  const briefly = ['--budget', '2s', '--json'];
  type Proved = Decided & { answer: ReturnType<typeof answerDocument> | null };
  const proved = (stdout: string) => JSON.parse(stdout) as Proved;

  test('work that computes is found to, what was measured is said, and the answer follows', async () => {
    const source = 'export default (i) => { for (let k = 0; k < 3e6; k++) i = (i + k) % 7; return i; };\n';
    const { code, stdout, stderr } = await heddle(['decide', './sum.mjs', ...briefly], {
      files: { 'sum.mjs': source },
    });
    const { measured, path, answer } = proved(stdout);
    expect(path[0]).toMatchObject({ key: 'cpu', value: 'yes' });
    expect(measured[0]).toMatchObject({ key: 'cpu', value: 'yes' });
    expect(answer).toMatchObject({ budgetMs: 2000, by: 'time', tasks: null });
    expect(answer?.calls).toBeGreaterThan(0);
    expect(code).toBe(answer?.kind === 'cannot-tell' ? 3 : 0);
    expect(stderr).toMatch(/^Heddle will call the function of .*sum\.mjs/m);
  });

  test('a function that waits is found to', async () => {
    const { stdout } = await heddle(['decide', './nap.mjs', ...briefly], {
      files: { 'nap.mjs': 'export default async (_, context) => { await context.sleep(100); };\n' },
    });
    expect(proved(stdout).measured).toMatchObject([
      { key: 'cpu', value: 'no' },
      { key: 'io', value: 'yes' },
      { key: 'scale', value: null },
    ]);
  });

  test('unless only questions are wanted', async () => {
    const { code, stdout } = await heddle(['decide', './bad.mjs', '--no-measure', '--json'], {
      files: { 'bad.mjs': "export default () => { throw new Error('no luck'); };\n" },
    });
    expect(proved(stdout)).toMatchObject({ answer: null, measured: [], next: { key: 'cpu' } });
    expect(code).toBe(3);
  });

  test('work that fails has no answer, and the first error is told', async () => {
    const { code, stdout } = await heddle(['decide', './bad.mjs', ...briefly], {
      files: { 'bad.mjs': "export default () => { throw new Error('no luck'); };\n" },
    });
    expect(code).toBe(3);
    const { answer, measured } = proved(stdout);
    expect(answer?.cannotTell?.because).toBe('fails');
    expect(JSON.stringify(answer?.says)).toContain('Error: no luck');
    expect(measured).toEqual([{ key: 'cpu', value: null, saw: expect.stringContaining('no luck') }]);
  });

  test('work that must not run one task after another cannot be measured', async () => {
    const source = `export default { kind: 'cpu', refuses: { sequential: 'no one by one' }, run: () => {} };`;
    const { code, stdout } = await heddle(['decide', './choosy.mjs', ...briefly], {
      files: { 'choosy.mjs': source },
    });
    expect(code).toBe(3);
    const { answer } = proved(stdout);
    expect(answer?.cannotTell?.because).toBe('crashed');
    expect(JSON.stringify(answer?.says)).toContain('no one by one');
  });

  test('an answer that was given is not measured', async () => {
    const { stdout } = await heddle([
      'decide',
      'wait',
      '--measure',
      ...briefly,
      ...flags('cpu=yes jobs=one'),
    ]);
    expect(proved(stdout)).toMatchObject({
      measured: [],
      contradicted: [{ key: 'cpu', given: 'yes', value: 'no' }],
      verdict: { model: 'sequential' },
    });
  });

  test('without a workload only the machine is read', async () => {
    const { stdout, stderr } = await heddle(['decide', '--measure', '--json', ...flags('cpu=yes')]);
    expect(decided(stdout).measured.map(({ key }) => key)).toEqual(['memory', 'quota']);
    expect(stderr).toContain('name your file: heddle decide ./my-work.js');
  });
});
