import { expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { heddle, startHeddle } from './helpers/heddle.ts';
import { enginesOf, until, untilNoneOf } from './helpers/processes.ts';

const short = ['compare', 'wait', '-t', '6', '--set', 'ms=60'];
const longWait = ['compare', 'wait', '-t', '4', '-c', '2', '--set', 'ms=600000', '--models', 'async,threads'];

type Said = { heddle: string; engine: object; startedAt: string; seed: number };
type Document = {
  schema: number;
  heddle: string;
  baseline: string;
  workload: string;
  tasks: number;
  parameters: object;
  rows: (Said & {
    model: string;
    runs: number;
    problem: string | null;
    wallMs: { median: number; min: number; max: number } | null;
    speedup: number | null;
    speedupRange: { min: number; max: number } | null;
  })[];
  runs: { plan: { model: string }; engine: object; startedAt: string; seed: number; wallMs: number }[];
  winner: string | null;
  verdict: string;
  machine: { cores: number };
};

test('--json: one document, rounds interleaved on standard error, and the models that wait together win', async () => {
  const models = ['--models', 'sequential,async,hybrid', '--runs', '2'];
  const { code, stdout, stderr } = await heddle([...short, ...models, '--json']);
  const document = JSON.parse(stdout) as Document;
  expect(code).toBe(0);
  expect(document).toMatchObject({ schema: 1, workload: 'wait', tasks: 6, parameters: { ms: 60 } });
  expect(document.machine.cores).toBeGreaterThan(0);
  expect(document.rows.map(({ model, runs, problem }) => [model, runs, problem])).toEqual([
    ['sequential', 2, null],
    ['async', 2, null],
    ['hybrid', 2, null],
  ]);
  for (const { wallMs } of document.rows) {
    expect(wallMs!.min).toBeLessThanOrEqual(wallMs!.median);
    expect(wallMs!.median).toBeLessThanOrEqual(wallMs!.max);
  }
  const [sequential, async] = document.rows;
  expect([sequential!.speedup, sequential!.speedupRange]).toEqual([1, null]);
  // Six waits at once: six times as fast, were the machine idle.
  expect(async!.speedup).toBeGreaterThan(2);
  expect(document.winner).not.toBe('sequential');
  expect(document).toMatchObject({ heddle: manifest.version, baseline: 'sequential' });
  const starts = document.runs.map(({ startedAt }) => startedAt);
  expect(starts).toEqual(starts.toSorted());
  for (const { heddle: version, engine, startedAt, seed, model, wallMs } of document.rows) {
    expect(version).toBe(manifest.version);
    expect(engine).toEqual({ runtime: 'node', version: expect.stringMatching(/^\d+\.\d+\.\d+$/) });
    const mine = document.runs.filter(({ plan }) => plan.model === model);
    expect(mine.map((run) => [run.engine, run.seed])).toEqual([
      [engine, seed],
      [engine, seed],
    ]);
    expect(startedAt).toBe(mine[0]!.startedAt);
    // Figures of rows are rounded to six digits.
    expect(wallMs!.min).toBeCloseTo(Math.min(...mine.map((run) => run.wallMs)), 1);
  }
  expect(document.verdict).not.toBe('');
  const order = [...stderr.matchAll(/^(\d)\/6 {2}wait under (\w+): .* completed in /gm)].map(
    ([, at, model]) => [at, model],
  );
  expect(order.map(([at]) => at)).toEqual(['1', '2', '3', '4', '5', '6']);
  const round = (from: number) => order.slice(from, from + 3).map(([, model]) => model);
  expect(round(3).toSorted()).toEqual(round(0).toSorted());
  expect(round(3)).not.toEqual(round(0));
});

test('as text: a table with a row a model, what each costs, and a verdict', async () => {
  const { code, stdout } = await heddle([...short, '--models', 'async,threads', '--runs', '1', '--plain']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^wait: 6 tasks, ms 60, 1 run per model$/m);
  expect(stdout).toMatch(/^async +6 +\d+ ms /m);
  expect(stdout).toMatch(/^model +start +CPU per task +tasks\/s +task p99$/m);
  expect(stdout).toMatch(/^Verdict: Too short to compare: async \(/m);
  expect(stdout).toMatch(
    /^Again: heddle compare wait --models async,threads --tasks 6 --set ms=60 --runs 1$/m,
  );
});

test('a model that fails is told, is not ranked, and makes the exit code 1', async () => {
  const fails = `export default { kind: 'cpu', tasks: 2, run: () => { if (process.send) throw new Error('no children'); } }`;
  const args = ['compare', './fails.mjs', '--models', 'async,processes', '--runs', '2', '--json'];
  const { code, stdout } = await heddle(args, { files: { 'fails.mjs': fails } });
  const { rows, winner, verdict } = JSON.parse(stdout) as Document;
  expect(code).toBe(1);
  expect(rows.map(({ model, runs }) => [model, runs])).toEqual([
    ['async', 2],
    ['processes', 0],
  ]);
  expect(rows[1]!.problem).toMatch(/^run 1 failed: .*no children/);
  expect([winner, verdict]).toEqual([null, expect.stringContaining('Not ranked: processes')]);
});

test('124: a model that did not end in time', async () => {
  const { code, stdout } = await heddle([...longWait, '--timeout', '300ms', '--runs', '1', '--json']);
  expect(code).toBe(124);
  for (const { problem, wallMs } of (JSON.parse(stdout) as Document).rows) {
    expect([problem, wallMs]).toEqual([expect.stringContaining('timed out'), null]);
  }
});

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)(
  '%s ends the run under way and starts no other: exit code %i, what is known, and nothing left',
  async (signal, expected) => {
    await using started = startHeddle([...longWait, '--timeout', '60s']);
    // A run says nothing for some seconds: its engine is what shows that it is there.
    await until('an engine', () => enginesOf(started.sandbox.mark).length > 0);
    started.child.kill(signal);
    const { code, stdout, stderr } = await started.ended;
    expect(code).toBe(expected);
    expect(stdout).toContain('async: cancelled');
    expect(stderr).toMatch(/^1\/6 .*cancelled/m);
    expect(stderr).not.toMatch(/^2\/6/m);
    await untilNoneOf(started.sandbox.mark);
    expect(started.sandbox.runFolders()).toEqual([]);
  },
);

test('a reader that has gone keeps nothing back: no error, nothing left', async () => {
  await using started = startHeddle([...short, '--models', 'async,threads', '--runs', '1']);
  await until('an engine', () => enginesOf(started.sandbox.mark).length > 0);
  started.child.stdout!.destroy();
  const { code, stderr } = await started.ended;
  expect(code).toBe(0);
  // It cannot be known before there is something to say.
  expect(stderr).toMatch(/^2\/2 .*completed/m);
  expect(stderr).not.toMatch(/EPIPE|Error/);
  await untilNoneOf(started.sandbox.mark);
  expect(started.sandbox.runFolders()).toEqual([]);
});

test.each([
  [['compare'], /^heddle: compare needs a workload or a file; heddle list shows the workloads$/m],
  [
    ['compare', 'wait', 'async'],
    /^heddle: unexpected argument "async"; compare takes one workload or file; name models with --models$/m,
  ],
  [['compare', 'wait', '--models', 'async,thraeds'], /did you mean "threads"\?/],
  [['compare', 'wait', '--runs', '0'], /^heddle: --runs is 0; it must be a whole number from 1 to 100$/m],
])('%j is refused in one line', async (args, message) => {
  const { code, stdout, stderr } = await heddle(args);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(message);
  expect(stderr.trim().split('\n')).toHaveLength(1);
});
