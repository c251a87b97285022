import { describe, test } from 'vitest';
import { compareVersions } from '../../source/catalog/runtimes/python-version.ts';
import { hasProc } from '../helpers/processes.ts';
import { combinations, interpreters, noPython } from '../helpers/python.ts';
import { endsBy, goesOnWithout, nothingIsLeft, type Role, type Work } from '../python/runs/helpers/family.ts';

const works: readonly Work[] = ['python', 'c', 'program', 'pool'];

/** Of each of these none has anybody left who is asked. */
const kills: readonly (readonly Role[])[] = [
  ['host'],
  ['adapter'],
  ['main'],
  ['host', 'adapter'],
  ['adapter', 'main'],
  ['host', 'adapter', 'main'],
];

const all = combinations.flatMap((how) => works.map((work) => ({ ...how, work })));
const [interpreter] = interpreters;

/** What a task started has only the keeper: it is the one thing that is left when that is killed with host and adapter. */
const alone = all.filter(({ work }) => work === 'python' || work === 'c');

const parts = [
  { startMethod: 'fork', killed: 'lane', failed: 1 },
  { startMethod: 'spawn', killed: 'lane', failed: 1 },
  { startMethod: 'spawn', killed: 'resource tracker', failed: 0 },
  { startMethod: 'forkserver', killed: 'lane', failed: 1 },
  { startMethod: 'forkserver', killed: 'resource tracker', failed: 0 },
  { startMethod: 'forkserver', killed: 'fork server', failed: 2 },
] as const;

test.skipIf(interpreters.length > 0)(noPython, () => {});

describe.skipIf(!interpreter || !hasProc)('nothing of a run is left, not even what its tasks started', () => {
  describe.each(all)('under $model by $startMethod, tasks busy with $work', (how) => {
    const setting = { ...how, interpreter: interpreter! };
    test.each(kills.map((killed) => ({ killed, names: killed.join(' and ') })))(
      'killed at once: $names',
      ({ killed }) => nothingIsLeft(setting, killed),
    );
    test.each(['SIGTERM', 'SIGHUP', 'SIGINT'] as const)('the host gets %s', (signal) =>
      endsBy(setting, signal),
    );
  });

  test.each(alone)('without a keeper, under $model by $startMethod, tasks busy with $work', (how) =>
    nothingIsLeft({ ...how, interpreter: interpreter! }, ['host', 'adapter', 'keeper']),
  );

  test.each(interpreters.filter(({ version }) => compareVersions(version, '3.14') >= 0))(
    'interpreters of Python $version, killed with and without their keeper',
    async (one) => {
      const setting = { interpreter: one, model: 'interpreters', startMethod: null } as const;
      await nothingIsLeft({ ...setting, work: 'program' }, ['host', 'adapter']);
      await nothingIsLeft({ ...setting, work: 'c' }, ['host', 'adapter', 'keeper']);
    },
  );

  describe.each([...interpreters])('with Python $version ($path)', (one) => {
    test.each(parts)(
      'by $startMethod the run goes on without its $killed',
      ({ startMethod, killed, failed }) =>
        goesOnWithout({ interpreter: one, model: 'processes', startMethod, work: 'python' }, killed, failed),
    );
  });
});
