import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { cardsFile, writtenCards } from '../../scripts/python-cards.ts';
import { findInterpreters } from '../../source/launch/interpreters.ts';
import { pythonCases } from './python/cases.ts';
import { expectPlace, places, pythonCards, runPlace } from './python/run-cases.ts';

const [interpreter] = await findInterpreters({});
const python = interpreter?.path ?? '';
const pathOf = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const workloads = pathOf('../../workloads/python');

type Taken = Record<'wrong' | 'right', Record<string, boolean[]>>;

/** Each workload once: together they run under each model. The other pairs are in test/long/. */
const some = interpreter
  ? Object.keys(pythonCases).map((workload, at) => {
      const all = places(interpreter).filter((place) => place.workload === workload);
      return all[at % all.length]!;
    })
  : [];

describe.skipIf(!interpreter)(interpreter ? `with ${python}` : 'no CPython on this machine', () => {
  test('the cards are those of the files: npm run cards writes them', async () => {
    expect(readFileSync(cardsFile, 'utf8')).toBe(await writtenCards(python));
  });

  test('each check is there, takes what is right and refuses what is wrong', () => {
    const args = [pathOf('python/checks.py'), workloads];
    const { wrong, right } = JSON.parse(execFileSync(python, args, { encoding: 'utf8' })) as Taken;
    const ids = Object.keys(wrong).map((name) => name.replaceAll('_', '-'));
    // An empty task leaves nothing to check.
    expect([...ids, 'noop'].sort()).toEqual(pythonCards.map(({ id }) => id).sort());
    expect(Object.entries(wrong).filter(([, taken]) => taken.includes(true))).toEqual([]);
    expect(Object.entries(right).filter(([, taken]) => taken.includes(false))).toEqual([]);
  });

  test.each(some)('$workload under $model: all of it, and right', (place) =>
    expectPlace(place, interpreter!),
  );

  test('threads that read before the others write lose updates every time, and none with a lock', async () => {
    const race = (how: string) =>
      runPlace({ workload: 'race', model: 'threads' }, interpreter!, { how, updates: 100_000 });
    const lost = async (how: string) => (await race(how)).session.check?.got;
    // Six of seven tasks run beside another one: of each pair the updates of one are lost.
    expect(await lost('every-time')).toBe('300,000 of 700,000 updates lost, as expected without a lock');
    expect(await lost('lock')).toBe('all 700,000 updates counted');
  });

  test('a result that pickle cannot copy fails its task, also where only the copy cannot be made', async () => {
    const run = await runPlace({ workload: 'unpicklable', model: 'processes' }, interpreter!, {
      what: 'each',
      ms: 10,
    });
    const failed = [...run.session.errors.entries()].map(([task, { code }]) => `${task} ${code}`);
    // The fourth is an exception whose class wants arguments that pickle does not have.
    expect(failed.sort()).toEqual(['3', '5', '6'].map((task) => `${task} ERR_UNPICKLABLE`));
    expect(run.session.check?.got).toContain('(error: cause, traceback; sentinel: found)');
  });

  test.skipIf(process.platform !== 'linux')(
    'memory of a run that was killed is removed by the next one',
    () => {
      const args = [pathOf('python/abandoned.py'), workloads];
      const seen = JSON.parse(execFileSync(python, args, { encoding: 'utf8' }));
      expect(seen).toEqual({ kept: true, left: true, removed: true, own: true });
    },
  );
});
