import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { enginesOf, processesOf, until } from '../cli/helpers/processes.ts';
import { interpreters, noPython, pythonFixture } from '../helpers/python.ts';
import { expectLeft, openInShell, underWay } from './helpers/lab.ts';

const [interpreter] = interpreters;

test.skipIf(!interpreter)(
  interpreter ? 'Ctrl-C leaves a run in Python whose tasks wait for programs: all of them end' : noPython,
  async () => {
    const args = ['run', pythonFixture('never_ends'), '-t', '6', '-c', '2', '--start-method', 'forkserver'];
    await using terminal = openInShell({ args: [...args, '-m', 'processes', '--python', interpreter!.path] });
    await terminal.waitFor(underWay);
    const { mark } = terminal.sandbox;
    await until(
      'programs',
      () => processesOf(mark).filter(({ command }) => command === 'sleep 1000').length === 2,
    );
    expect(enginesOf(mark)).not.toEqual([]);
    terminal.type('\u0003');
    await expectLeft(terminal, 130, 'never_ends under processes: 6 tasks, 2 at once: cancelled');
    // Neither the run's nor one of multiprocessing.
    expect(readdirSync(terminal.sandbox.env.TMPDIR!)).toEqual([]);
  },
);
