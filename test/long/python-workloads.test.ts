import { describe, test } from 'vitest';
import { findInterpreters } from '../../source/launch/interpreters.ts';
import { expectPlace, places } from '../workloads/python/run-cases.ts';

const interpreters = await findInterpreters({});

test.skipIf(interpreters.length === 0)('there is a CPython on this machine', () => {});

/** Every workload under each model, in every interpreter there is. */
describe.each(interpreters)('CPython $version at $path', (interpreter) => {
  test.each(places(interpreter))('$workload under $model: all of it, and right', (place) =>
    expectPlace(place, interpreter),
  );
});
