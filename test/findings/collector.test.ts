import { describe, expect, test } from 'vitest';
import { type Figures, findingsIn, row, together } from './helpers/evidence.ts';
import { truthTable } from './helpers/truth-table.ts';

const collecting = (ms: number, worstMs: number, youngMs = 0): Figures => ({
  model: 'async',
  tasks: together(4, 1000),
  main: { cpuMs: 900, collecting: { ms, youngMs, worstMs } },
});

const python = { lock: 'shared' } as const;
const gc = (ms: number) => ({ ms, youngMs: 0, worstMs: ms });

truthTable('collector-pauses', [
  ['a tenth of a second in long collections', collecting(100, 100), true],
  ['a little less', collecting(100, 99), false],
  ['short ones only', collecting(200, 0), false],
  [
    'half of the time in which it wanted a core it had none',
    {
      ...collecting(200, 199),
      main: { cpuMs: 150, waitMs: 150, collecting: { ms: 200, youngMs: 0, worstMs: 199 } },
    },
    false,
  ],
  [
    'others took the cores: it is told with that doubt',
    {
      ...collecting(200, 199),
      main: { cpuMs: 400, waitMs: 400, collecting: { ms: 200, youngMs: 0, worstMs: 199 } },
    },
    true,
  ],
  [
    'of the main thread, where others run the tasks',
    { ...collecting(400, 400), model: 'threads', pool: [{ cpuMs: 900 }], tasks: row(1, 4, 250) },
    false,
  ],
  [
    'of a thread behind a loop, which runs parts of tasks',
    { ...collecting(0, 0), model: 'hybrid', pool: [{ cpuMs: 900, collecting: gc(400) }] },
    true,
  ],
  ['a twentieth of the run', { ...collecting(105, 105), wallMs: 2000 }, true],
  ['one in a run of three seconds', { ...collecting(120, 120), wallMs: 3000 }, false],
  ['in a run that is too short', { ...collecting(100, 100), wallMs: 299 }, false],
  ['it was not measured', { model: 'async', tasks: together(4, 1000), main: { cpuMs: 900 } }, false],
]);

describe('what is said of the collector', () => {
  test('that others may have caused it', () => {
    const main = { cpuMs: 400, waitMs: 400, collecting: gc(200) };
    const found = findingsIn({ ...collecting(200, 200), main });
    expect(found.find(({ rule }) => rule === 'collector-pauses')).toMatchObject({ doubtful: true });
  });

  const why = (bytes: number) => {
    const kept = { firstBytes: 1e8, bytes, bufferBytes: 0 };
    const main = { cpuMs: 900, collecting: { ...gc(400), kept } };
    const found = findingsIn({ ...collecting(400, 400), main });
    return found.find(({ rule }) => rule === 'collector-pauses')?.why;
  };

  test('that code called for half of it or more, and where', () => {
    const frames = [{ name: 'tidy', file: '/home/me/work.py', line: 9, column: null }];
    const said = (ms: number) => {
      const collected = [
        { frames: [{ ...frames[0]!, line: 20 }], times: 90, ms: 20 },
        { frames, times: 3, ms },
      ];
      const figures = { ...collecting(400, 400), collected, python };
      return findingsIn(figures).find(({ rule }) => rule === 'collector-pauses')!;
    };
    expect(said(180).why).toBe('Your code called for it at work.py:9 in tidy (3 times)');
    expect(said(180).next).toMatch(/^Leave it to the interpreter/);
    expect(said(179).why).toMatch(/visits all that is alive/);
    expect(said(179).next).toMatch(/gc\.freeze/);
  });

  test('that what is kept has grown, from half as much again on', () => {
    expect(why(1.6e8)).toMatch(/grew from 100 MB to 160 MB/);
    expect(why(1.4e8)).toMatch(/visits all that is alive/);
  });
});
