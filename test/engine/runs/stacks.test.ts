import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { RunEventOf } from '../../../source/protocol/events.ts';
import { temporaryFolder } from '../../helpers/folder.ts';
import { fixture } from '../../helpers/plan.ts';
import { startRun } from '../../helpers/run-plan.ts';

type Held = RunEventOf<'held'>;

/** A run whose one task holds the loop in this way until `done` is called. */
function holding(way: string, stacks = true) {
  const file = join(temporaryFolder(), 'go-on');
  const module = fixture('ways-to-hold.mjs');
  const run = startRun({ module, parameters: { way, file }, tasks: 1, concurrency: 1 }, undefined, stacks);
  const seen = async (isEnough: (held: Held) => boolean): Promise<Held> => {
    await run.untilSession(() => run.of('held').some(isEnough));
    return run.of('held').find(isEnough)!;
  };
  const done = async () => {
    writeFileSync(file, '');
    await run.run.ended;
  };
  return { seen, done };
}

const ownFrame = ({ frames }: Held) => frames.find(({ file }) => file?.endsWith('ways-to-hold.mjs'));

test.each([
  { way: 'computes', name: 'computes', queue: null, causes: ['computing', 'no-core'] },
  { way: 'waits', name: 'waits', queue: null, causes: ['blocked'] },
  { way: 'starts', name: 'starts', queue: null, causes: ['child'] },
  { way: 'ticks', name: 'again', queue: 'ticks', causes: ['computing', 'no-core'] },
  { way: 'timer', name: 'rebuild', queue: null, causes: ['computing', 'no-core'] },
  { way: 'microtasks', name: 'microtasks', queue: 'microtasks', causes: ['computing', 'no-core'] },
  { way: 'both', name: 'both', queue: 'both', causes: ['computing', 'no-core'] },
])('while the loop is held, it is known by what, and in which line: $way', async (known) => {
  const { seen, done } = holding(known.way);
  const held = await seen((one) => one.stacks >= 4 && one.looks >= 15 && ownFrame(one) !== undefined);
  expect(held).toMatchObject({ over: false, lane: 0, starvedBy: known.queue });
  expect(known.causes).toContain(held.cause);
  // A task that went on after an await of its own is not seen.
  expect(held.holder?.kind ?? null).toBe(known.way === 'timer' ? 'timer' : null);
  expect(ownFrame(held)!.name).toBe(known.name);
  expect(ownFrame(held)!.line).toBeGreaterThan(5);
  expect(held.stacksHere).toBeGreaterThan(0);
  expect(held.stacksHere).toBeLessThanOrEqual(held.stacks);
  expect(held.cpuMs).toBeGreaterThanOrEqual(0);
  expect(held.cpuMs).toBeLessThanOrEqual(held.durationMs);
  await done();
});

test('without stacks the line is not known, but whether it sleeps', async () => {
  const { seen, done } = holding('waits', false);
  expect(await seen((one) => one.looks >= 15)).toMatchObject({ cause: 'blocked', frames: [], stacks: 0 });
  await done();
});
