import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Plan } from '../../../source/protocol/plan.ts';
import { temporaryFolder } from '../../helpers/folder.ts';
import { interpreters, noPython, placeIn, pythonPlan } from '../../helpers/python.ts';
import { runPlan } from '../../helpers/run-plan.ts';
import { findsBoth, runTells, startsWhenDue } from './helpers/plans.ts';

const [interpreter] = interpreters;
const tells = (part: Partial<Plan>) => runTells(interpreter!, part);

function inputFiles() {
  const folder = temporaryFolder();
  for (const [name, text] of [
    ['a.txt', 'one\n\ntwo\r\n'],
    ['b.txt', ''],
  ] as const)
    writeFileSync(join(folder, name), text);
  return folder;
}

describe.skipIf(!interpreter)(interpreter ? `with Python ${interpreter.version}` : noPython, () => {
  test.each(['threads', 'processes'] as const)(
    'tasks under %s are given what the plan says',
    async (model) => {
      const path = join(inputFiles(), 'a.txt');
      const inputs = { kind: 'lines', path, pattern: null, count: 2 } as const;
      const run = await tells({
        model,
        startMethod: model === 'processes' ? 'spawn' : null,
        inputs,
        seed: 7,
      });
      expect(run.session.ended).toMatchObject({ outcome: 'completed', message: null });
      const lane = model === 'threads' ? 'thread' : 'process';
      expect(run.results.get(3)).toBe(`('two', 3, 'two', ('${lane}', 2), 'blocking', 7)`);
      expect(run.session.check).toMatchObject({ ok: true, figures: [{ name: 'rightRatio', value: 1 }] });
      expect(run.session.output.lines.map(({ text }) => text)).toEqual(['torn down blocking']);
    },
  );

  test('files that match a pattern are inputs by their paths; what has changed ends the run', async () => {
    const path = inputFiles();
    const inputs = { kind: 'files', path, pattern: '*.txt', count: 2 } as const;
    const run = await tells({ model: 'sequential', inputs });
    expect(run.results.get(1)).toContain(`'${join(path, 'b.txt')}'`);
    const changed = await tells({ model: 'sequential', inputs: { ...inputs, count: 3 } });
    expect(changed.session.ended).toMatchObject({ outcome: 'crashed' });
    expect(changed.session.ended?.message).toBe('the inputs changed: *.txt had 3, and now has 2');
  });

  test.each([
    ['yes', 'the next task begins before anything else of the loop', [0, 0, 0, 0]],
    ['no', 'the loop takes a turn between tasks that never wait', [0, 1, 2, 3]],
  ] as const)('under async, where tasks wait: %s, %s', async (waits, _, since) => {
    const part = { model: 'async', concurrency: 1, tasks: 4, parameters: { waits } } as const;
    const { results } = await runPlan(pythonPlan(interpreter!, 'follows', part));
    expect([0, 1, 2, 3].map((task) => results.get(task))).toEqual(since.map(String));
  });

  test.each([
    ['threads', 'a thread cannot work: [Errno 24] Too many open files'],
    ['hybrid', 'a process cannot work: ValueError: only in main'],
  ] as const)('a run whose lanes under %s cannot start ends, and says why', async (model, message) => {
    const how = { model, startMethod: 'spawn', poolProcesses: 1, concurrency: 30 } as const;
    const run = await runPlan(pythonPlan(interpreter!, 'few_lanes', how));
    expect(run.session.ended).toMatchObject({ outcome: 'crashed', message });
  });

  test('a module beside the file that is called like one of Python is its own', () =>
    findsBoth(interpreter!, { model: 'processes', startMethod: 'spawn' }));

  test('tasks start no sooner than they are due', () => startsWhenDue(interpreter!, 'threads'));

  test('a short call that blocks a loop is named by its line, where the run is to show what the work is like', async () => {
    const part = { model: 'sequential', tasks: 40, profile: true } as const;
    const run = await runPlan(pythonPlan(interpreter!, 'blocks_shortly', part));
    expect(run.session.ended).toMatchObject({ outcome: 'completed', message: null });
    // One of them is enough: a busy machine gives the watcher no core during the others.
    const held = run.of('held').filter(({ cause }) => cause === 'blocked');
    const places = held.flatMap(({ frames }) => frames.map(({ file, line }) => `${file}:${line}`));
    expect(places).toContain(placeIn('blocks_shortly', 'time.sleep(0.025)'));
  });

  test.each(['child', 'pool'])(
    'what children compute is counted where the work is studied: a %s',
    async (how) => {
      const part = { model: 'sequential', tasks: 4, parameters: { how }, profile: true } as const;
      const { summary, results } = await runPlan(pythonPlan(interpreter!, 'starts_children', part));
      expect(summary).toMatchObject({ outcome: 'completed', message: null });
      const theirsMs = [0, 1, 2, 3].reduce((sum, task) => sum + Number(results.get(task)), 0);
      const countedMs = summary.cpu.childCores! * summary.wallMs!;
      // They start and end, too; and the kernel counts in steps of 10 ms.
      expect(countedMs / theirsMs).toBeGreaterThan(0.75);
      expect(countedMs / theirsMs).toBeLessThan(1.8);
    },
  );

  test('no task starts once the time of a plan is over, and what is left is neither failed nor checked', async () => {
    const run = await tells({ model: 'threads', tasks: 10_000, stopAfterMs: 100 });
    expect(run.session.ended).toMatchObject({ outcome: 'completed', message: null });
    expect(run.session.tasks.counts.waiting).toBeGreaterThan(0);
    expect(run.session.tasks.counts.failed + run.session.tasks.counts.cancelled).toBe(0);
    expect(run.session.check).toBeNull();
  });

  test('results are the same by their digests whatever the model, and others are not', async () => {
    const digests = async (part: Partial<Plan>) => {
      const run = await tells({ digests: 6, concurrency: 1, ...part });
      return run.of('results').flatMap(({ results }) => results.map(({ task, digest }) => [task, digest]));
    };
    const threads = await digests({ model: 'threads' });
    expect(threads).toHaveLength(6);
    expect(new Set(threads.map(([, digest]) => digest)).size).toBe(6);
    expect(await digests({ model: 'threads' })).toEqual(threads);
    expect(await digests({ model: 'threads', seed: 2 })).not.toEqual(threads);
  });
});
