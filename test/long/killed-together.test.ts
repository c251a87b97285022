import { describe, test } from 'vitest';
import { hasProc } from '../helpers/processes.ts';
import { nothingIsLeft, type Role } from '../launch/helpers/killed-run.ts';

const roles: Record<'threads' | 'processes', Role[]> = {
  threads: ['host', 'engine', 'grandchild', 'keeper'],
  processes: ['host', 'engine', 'child', 'grandchild', 'keeper'],
};

/** Every role by itself, and every two of them. */
function kills(model: 'threads' | 'processes') {
  const all = roles[model];
  const pairs = all.flatMap((one, at) => all.slice(at + 1).map((other) => [one, other]));
  return [...all.map((one) => [one]), ...pairs].map((killed) => ({
    model,
    killed,
    names: killed.join(' and '),
  }));
}

describe.runIf(hasProc)('nothing is left, not even what the workload started', () => {
  test.each([...kills('threads'), ...kills('processes')])(
    'under $model when killed at once: $names',
    ({ model, killed }) => nothingIsLeft(model, killed),
  );
});
