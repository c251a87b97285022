import { expect, test } from 'vitest';
import { type Batch, inOrder, type Order, outcomeOf, startBatch } from '../../source/runner/batch.ts';
import { planOf } from '../helpers/plan.ts';
import { endedEvent, playedSources } from '../helpers/played-sources.ts';

type Turn = { name: string; plan: ReturnType<typeof planOf> };
const turns: readonly Turn[] = ['a', 'b', 'c'].map((name, seed) => ({ name, plan: planOf({ seed }) }));

/** A batch over sources that the test plays, with every state it told of. */
function open(options: Parameters<typeof playedSources>[0] = {}, order: Order<Turn> = inOrder(turns)) {
  const played = playedSources(options);
  const seen: Batch<Turn>[] = [];
  const run = startBatch({
    ...order,
    sourceOf: played.sourceOf,
    schedule: (flush) => flush(),
    onChange: (batch) => seen.push(batch),
  });
  return { ...played, run, seen };
}

/** Runs start a tick after the one before has ended. */
const tick = () => new Promise((resolve) => setImmediate(resolve));
const namesOf = (batch: Batch<Turn> | undefined) => batch?.ended.map(({ name }) => name);

test('turns run one after another, never two at once, and each summary stays with its turn', async () => {
  const { run, plans, seen, say } = open();
  for (const count of [1, 2, 3]) {
    expect(plans.map(({ seed }) => seed)).toEqual([0, 1, 2].slice(0, count));
    say(endedEvent(count === 2 ? 'failed' : 'completed'));
    await tick();
  }
  const batch = await run.ended;
  expect(batch).toBe(seen.at(-1));
  expect(batch).toMatchObject({ state: 'done', current: null, cutOff: null });
  expect(batch.ended.map(({ name, summary }) => [name, summary.outcome])).toEqual([
    ['a', 'completed'],
    ['b', 'failed'],
    ['c', 'completed'],
  ]);
  expect(outcomeOf(batch)).toBe('failed');
});

test('the run under way is shown while it lasts', () => {
  const { seen, say } = open();
  say({ type: 'phase', atMs: 1, phase: 'running' });
  expect(seen.at(-1)?.current).toMatchObject({ phase: 'running' });
});

test('a kill ends the run under way, keeps what ended before, and starts no more', async () => {
  const { run, plans, say, calls } = open({ dies: true });
  say(endedEvent());
  await tick();
  run.kill();
  const batch = await run.ended;
  expect(calls).toEqual(['kill']);
  expect(plans).toHaveLength(2);
  expect(batch).toMatchObject({ state: 'stopped', current: null, cutOff: { name: 'b' } });
  expect(namesOf(batch)).toEqual(['a']);
  expect(outcomeOf(batch)).toBe('cancelled');
});

test('a cancel asks first; a run that came to its end all the same counts', async () => {
  const { run, say, calls } = open();
  run.cancel();
  expect(calls).toEqual(['cancel 2000']);
  say(endedEvent());
  await tick();
  const batch = await run.ended;
  expect(batch).toMatchObject({ state: 'stopped', cutOff: null });
  expect(namesOf(batch)).toEqual(['a']);
});

test('a stop between two runs starts no more', async () => {
  const { run, plans, say } = open();
  say(endedEvent());
  run.kill();
  expect(await run.ended).toMatchObject({ state: 'stopped', cutOff: null });
  expect(plans).toHaveLength(1);
});

test('a source that cannot be started is a run that crashed, and the next is tried', async () => {
  const { ended } = await open({ breaks: true }).run.ended;
  expect(ended.map(({ summary: { outcome, message } }) => [outcome, message])).toEqual(
    turns.map(() => ['crashed', 'no more processes']),
  );
});

test('nothing to run is done at once', async () => {
  expect(await open({}, inOrder<Turn>([])).run.ended).toMatchObject({ state: 'done', ended: [] });
});

test('what runs next is asked of the runs before; what is shown as to come is only what is known', async () => {
  const [a, b, c] = turns;
  const next: Order<Turn>['next'] = (ended) => {
    if (ended.at(-1)?.summary.outcome === 'failed') return null;
    return ended.length === 0 ? a! : c!;
  };
  const { run, plans, seen, say } = open({}, { next });
  expect(seen.at(-1)?.turns).toEqual([a]);
  const answer = { text: '42', digest: 'd', shape: 's' };
  say({ type: 'results', atMs: 1, results: [{ task: 0, ...answer }] }, endedEvent());
  expect(seen.at(-1)?.turns.map(({ name }) => name)).toEqual(['a', 'c']);
  await tick();
  say(endedEvent('failed'));
  const { state, ended, turns: all } = await run.ended;
  expect(state).toBe('done');
  expect(plans).toEqual([a!.plan, c!.plan]);
  expect(all).toEqual(ended);
  expect(ended.map(({ results }) => results.get(0))).toEqual([answer, undefined]);
  expect(ended.every(({ tookMs }) => tookMs > 0)).toBe(true);
  expect(all).not.toContainEqual(expect.objectContaining({ name: b!.name }));
});
