import { describe, test } from 'vitest';
import { combinationsOf, interpreters, noPython } from '../helpers/python.ts';
import {
  cancelsRightly,
  deaths,
  diesRightly,
  endsRightly,
  holdsOf,
} from '../python/runs/helpers/conformance.ts';
import { freezes, locatesRightly, survivesRightly } from '../python/runs/helpers/freezes.ts';
import { findsBoth, profilesRightly, startsWhenDue } from '../python/runs/helpers/plans.ts';

test.skipIf(interpreters.length > 0)(noPython, () => {});

describe.each([...interpreters])('with Python $version ($path)', (interpreter) => {
  test.each(Object.keys(freezes) as (keyof typeof freezes)[])('a freeze is located: %s', (how) =>
    locatesRightly(interpreter, how),
  );
  test('looking at threads that call and return harms nothing', () => survivesRightly(interpreter));

  test.each(['sequential', 'async', 'threads', 'processes', 'hybrid'] as const)(
    'tasks under %s start no sooner than they are due',
    (model) => startsWhenDue(interpreter, model),
  );
  test.skipIf(process.platform !== 'linux')('a profile tells the lock kept from the lock let go', () =>
    profilesRightly(interpreter),
  );

  describe.each(combinationsOf(interpreter))('under $model by $startMethod', (how) => {
    test('modules called like those of Python are found', () => findsBoth(interpreter, how));
    test('each way to end is told as it is', () => endsRightly(interpreter, how));
    test.each(deaths)('what ends its process is told: %s', (death) => diesRightly(interpreter, how, death));
    test.each(holdsOf(how))('tasks hear of a cancel: %s', (held) => cancelsRightly(interpreter, how, held));
  });
});
