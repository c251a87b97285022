import { expect, test } from 'vitest';
import { Collector } from '../../../source/engine/main/collector.ts';
import type { RunEvent } from '../../../source/protocol/events.ts';
import { errorKinds } from '../../../source/session/error-kinds.ts';
import { reduce } from '../../../source/session/reduce.ts';
import { createSession } from '../../../source/session/state.ts';
import { planOf } from '../../helpers/plan.ts';

function collected(errors: Iterable<unknown>): RunEvent[] {
  const events: RunEvent[] = [];
  const options = { keep: false, clock: () => 1, digests: 0, digestOf: null };
  const collector = new Collector({ ...options, emit: (event) => events.push(event) });
  let task = 0;
  for (const error of errors) collector.error(task++, error);
  collector.flush();
  return events;
}

const codes = (code: string, count: number) =>
  Array.from({ length: count }, () => Object.assign(new Error(`no ${code}`), { code, syscall: 'open' }));

test('of more than a thousand errors each is counted by its kind, and none is told', () => {
  const events = collected([...codes('EMFILE', 1500), ...codes('ENOENT', 20)]);
  const session = events.reduce(reduce, createSession(planOf({ tasks: 1520 })));
  expect(session.errors.size).toBe(1000);
  expect(errorKinds(session)).toMatchObject([
    { rootCode: 'EMFILE', syscall: 'open', tasks: 1500, first: { task: 0 } },
    { rootCode: 'ENOENT', syscall: 'open', tasks: 20, first: null, places: [] },
  ]);
});

test('names that are made up as it goes are counted together', () => {
  const named = Array.from({ length: 2000 }, (_, at) => Object.assign(new Error('no'), { name: `E${at}` }));
  const session = collected(named).reduce(reduce, createSession(planOf({ tasks: 2000 })));
  const kinds = errorKinds(session);
  expect(kinds.reduce((sum, { tasks }) => sum + tasks, 0)).toBe(2000);
  expect(kinds.length).toBeLessThan(1100);
});
