import { describe, expect, test } from 'vitest';
import { findInterpreters } from '../../source/launch/interpreters.ts';
import { heddle } from './helpers/heddle.ts';

const [interpreter] = await findInterpreters({});
const title = interpreter ? `with Python ${interpreter.version}` : 'no CPython on this machine';

type Row = {
  id: string;
  runtime: string;
  interpreter: { version: string } | null;
  engine: { runtime: string };
  baseline: string | null;
  runs: number;
  speedup: number;
};

describe.skipIf(!interpreter)(title, () => {
  test('both runtimes in one comparison: rows say which, each is measured against its own baseline', async () => {
    const { code, stdout } = await heddle([
      ...['compare', 'wait', '-t', '4', '--set', 'ms=100', '--models', 'sequential,async', '--runs', '1'],
      ...['--runtimes', 'node,python', '--json'],
    ]);
    expect(code).toBe(0);
    const document = JSON.parse(stdout) as {
      rows: Row[];
      baseline: null;
      verdict: string;
      parameters: object;
    };
    expect(document).toMatchObject({ baseline: null, workload: 'wait', tasks: 4, parameters: { ms: 100 } });
    expect(document.rows.map((row) => [row.id, row.engine.runtime, row.baseline, row.runs])).toEqual([
      ['node sequential', 'node', 'node sequential', 1],
      ['python sequential', 'python', 'python sequential', 1],
      ['node async', 'node', 'node sequential', 1],
      ['python async', 'python', 'python sequential', 1],
    ]);
    expect(document.rows.map((row) => row.interpreter?.version ?? null)).toEqual([
      null,
      interpreter!.version,
      null,
      interpreter!.version,
    ]);
    // Four waits of 100 ms at once, were the machine idle; the baseline itself is 1.
    for (const { id, speedup } of document.rows) {
      if (id.endsWith('sequential')) expect(speedup).toBe(1);
      else expect(speedup).toBeGreaterThan(1.5);
    }
  });

  test.each<[args: string, says: RegExp]>([
    [
      'mine.py --runtimes node,python',
      /--runtimes has Node\.js, and mine\.py is for Python; name interpreters/,
    ],
    ['wait --runtimes node,python --runtime node', /--runtimes and --runtime exclude each other/],
    ['wait --runtimes node --python 3.8', /--python is for .*; leave it out/],
    ['wait --runtimes node,python --models gevent', /unknown model "gevent"/],
  ])('compare %s', async (args, says) => {
    const files = {
      'mine.py': 'def task(index):\n    return index\n',
      'mine.mjs': 'export default () => 1;\n',
    };
    const { code, stdout, stderr } = await heddle(['compare', ...args.split(' '), '--plain'], { files });
    expect([code, stdout, stderr.trim().split('\n').length]).toEqual([2, '', 1]);
    expect(stderr).toMatch(says);
  });
});
