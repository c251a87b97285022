import { expect, test } from 'vitest';
import { heddle } from './helpers/heddle.ts';

test('claims: every claim as text by chapter, with how it is checked', async () => {
  const { code, stdout, stderr } = await heddle(['claims']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^These claims are from the guide "How to Choose the Right Concurrency Model/);
  expect(stdout).toMatch(/^Waiting together\n/m);
  expect(stdout).toMatch(/Holds when two take at most 1\.40 × as long as one/);
  expect(stdout.match(/^ {6}id: /gm)?.length).toBeGreaterThan(30);
});

test('claims --json: one document, checks by runtime, no ruling unless it was checked', async () => {
  const { code, stdout } = await heddle(['claims', '--json']);
  expect(code).toBe(0);
  const document = JSON.parse(stdout);
  expect(document).toMatchObject({ schema: 1, runtime: 'node', engine: null, checked: false });
  expect(document.claims[1]).toMatchObject({
    id: 'sleeping-threads-overlap',
    chapter: 'waiting',
    figure: '2.01 s, not 4 s',
    checks: {
      node: { quick: true, runs: [{ command: expect.stringMatching(/^heddle run wait/) }, {}] },
      python: { quick: true, runs: [{ command: expect.stringMatching(/--runtime python/) }, {}] },
    },
    ruling: null,
  });
});

test('claims --check in ASCII: verdict and figures; a task that fails is an answer, not a failed run', async () => {
  const { code, stdout, stderr } = await heddle(['claims', 'functions-do-not-cross', '--check', '--ascii']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^ {2}\+ Functions cannot be sent/m);
  expect(stdout).toMatch(/holds: It was refused: result\.onDone is a function/);
  expect(stdout + stderr).toMatch(/^[\x20-\x7e\n]*$/);
  expect(stderr).toMatch(/^1\/1 {2}uncloneable under processes/m);
});

test('table: the guide alone while nothing is measured, never a zero', async () => {
  const { code, stdout } = await heddle(['table']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/async +tens of thousands +—/);
  expect(stdout).toContain('Nothing is measured yet.');
  const document = JSON.parse((await heddle(['table', '--json'])).stdout);
  expect(document.schema).toBe(1);
  const cells = document.rows.flatMap(({ cells }: { cells: object[] }) => cells);
  expect(cells).toHaveLength(21);
  for (const cell of cells) expect(cell).toMatchObject({ here: null, measured: null });
});

test('tour of one chapter without a terminal: the point, the figures just measured, what they mean', async () => {
  const { code, stdout, stderr } = await heddle(['tour', '4']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^4\. Races and locks\n/m);
  expect(stdout).toMatch(/does not hold: 20,000 of 40,000 updates were counted, 50 % were lost\n/);
  expect(stdout).toMatch(/an\s+await\s+between/);
  expect(stdout).toContain('Try it yourself:\n     heddle run race --model threads');
  expect(stderr).toMatch(/race under async/);
});

test('list --model: the card, by any name of the model', async () => {
  const { code, stdout } = await heddle(['list', '--model', 'asyncio']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^async: promises on one event loop/);
  expect(stdout).toContain('heddle run connections --model async --tasks 10000');
  const document = JSON.parse((await heddle(['list', '-m', 'fork', '--json'])).stdout);
  expect(document).toMatchObject({ schema: 1, model: 'processes' });
});
