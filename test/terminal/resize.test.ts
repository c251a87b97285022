import { expect, test } from 'vitest';
import { longWait, underWay } from './helpers/lab.ts';
import { type OpenTerminal, openTerminal } from './helpers/open-terminal.ts';

const rules = (seen: readonly string[]) => seen.filter((row) => /^─/.test(row));

/** The screen once it has settled at a size: header above, footer below, nothing that belongs to another size. */
async function settled(terminal: OpenTerminal, columns: number, rows: number): Promise<string[]> {
  terminal.resize(columns, rows);
  return terminal.waitFor((seen) => {
    const text = seen.join('\n');
    return (
      seen.length === rows &&
      /^ heddle /.test(seen[0]!) &&
      /^ wait under threads .*▸/.test(seen[1]!) &&
      /q quit$/.test(seen.at(-1)!) &&
      text.split('heddle  lab').length - 1 <= 1 &&
      text.split('q quit').length === 2 &&
      text.split('Timeline').length === 2 &&
      text.split('Event loop').length === 2 &&
      seen.every((row) => row.length <= columns) &&
      // Rules are as wide as the frame: it is the one of this size.
      rules(seen).length >= 2 &&
      rules(seen).every((row) => row.length === columns)
    );
  });
}

test('the screen follows its terminal during a run, without leftovers', async () => {
  await using terminal = openTerminal({ args: longWait, columns: 80, rows: 24 });
  await terminal.waitFor(underWay);
  for (const [columns, rows] of [
    [120, 40],
    [60, 24],
    [100, 30],
    [80, 24],
  ] as const) {
    await settled(terminal, columns, rows);
  }
});

test('from 20×5 and from a single cell the whole screen comes back', async () => {
  await using terminal = openTerminal({ args: longWait, columns: 80, rows: 24 });
  await terminal.waitFor(underWay);
  terminal.resize(20, 5);
  await terminal.waitFor((seen) => seen.length === 5 && /^wait\/threads 0\/6 ▸/.test(seen[0]!));
  await settled(terminal, 80, 24);
  terminal.resize(1, 1);
  await terminal.waitFor((seen) => seen.length === 1 && seen[0]!.length === 1);
  await settled(terminal, 80, 24);
  terminal.type('q');
  expect(await terminal.exit).toEqual({ code: 130, signal: 0 });
});

test('a terminal that is small from the start says in a line what it can', async () => {
  await using terminal = openTerminal({ args: longWait, columns: 40, rows: 4 });
  const seen = await terminal.waitFor(/^wait\/threads 0\/6 ▸2/m);
  expect(seen).toHaveLength(4);
  expect(seen.at(-1)).toMatch(/\? help {2}q quit/);
});

test('a storm of sizes ends in the last one', async () => {
  await using terminal = openTerminal({ args: longWait, columns: 80, rows: 24 });
  await terminal.waitFor(underWay);
  // What was drawn for one size arrives at another, and where is for the machine to say: once is not enough.
  for (let round = 0; round < 10; round++) {
    for (let step = 0; step < 60; step++) terminal.resize(30 + ((step * 37) % 130), 6 + ((step * 11) % 40));
    await settled(terminal, 90 + round, 28);
  }
});
