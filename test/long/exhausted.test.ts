import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { modelIdsOf } from '../../source/catalog/models.ts';

import { summarize } from '../../source/session/summary.ts';
import { HostProcess } from '../helpers/host-process.ts';
import { fixture } from '../helpers/plan.ts';
import { eventually, hasProc, processesOfGroup } from '../helpers/processes.ts';

/** Runs what follows with so many descriptors a process. */
const withDescriptors = (most: number) => ['sh', '-c', `ulimit -n ${most} && exec "$@"`, 'sh'];

/** A user that nobody is. As that user what follows may have so many threads and processes. */
const nobody = 54321;
const withThreads = (most: number) => [
  'setpriv',
  `--reuid=${nobody}`,
  '--clear-groups',
  'prlimit',
  `--nproc=${most}`,
];

/** Why threads cannot be limited here; null where they can. */
const noThreadLimitBecause = (() => {
  try {
    const [command, ...rest] = withThreads(1000);
    execFileSync(command!, [...rest, process.execPath, '-e', '']);
    return null;
  } catch (error) {
    return `only root can, with setpriv and prlimit: ${(error as Error).message.split('\n')[0]}`;
  }
})();

async function ended(host: HostProcess) {
  await host.until((session) => session.ended !== null);
  return host.session;
}

describe.runIf(hasProc)('descriptors', () => {
  test.each(modelIdsOf('node').flatMap((model) => [256, 4096].map((most) => ({ model, most }))))(
    'work under $model that uses up all $most of them fails by itself; its run ends with its figures',
    async ({ model, most }) => {
      const module = fixture('opens-files.mjs');
      const concurrency = model === 'sequential' ? 1 : 2;
      const host = new HostProcess({ module, model, concurrency, tasks: 2 }, withDescriptors(most));
      const session = await ended(host);
      expect(session.ended).toMatchObject({ outcome: 'failed', message: null });
      expect([...session.errors.values()].map(({ code }) => code)).toEqual(['EMFILE', 'EMFILE']);
      // Beside a loop that only waits, all that is watched is still seen.
      const { loop, lanes } = summarize(session);
      expect(loop.lagP50Ms).toEqual(expect.any(Number));
      expect(lanes.map(({ cpuMs }) => cpuMs !== null && cpuMs > 0)).toEqual(lanes.map(() => true));
      for (const { rssBytes, heapUsedBytes } of session.processes) {
        expect(rssBytes).toBeGreaterThan(1e6);
        expect(heapUsedBytes).toBeGreaterThan(1e6);
      }
    },
  );

  test.each(['threads', 'processes'] as const)(
    'too few of them for 40 %s: one sentence says so',
    async (model) => {
      const host = new HostProcess({ model, concurrency: 40, tasks: 40 }, withDescriptors(128));
      const { ended: end } = await ended(host);
      expect(end?.outcome).toBe('crashed');
      expect(end?.message).toMatch(
        /^a (thread|process) could not be started: no file descriptor is left \(EMFILE\)/,
      );
      await eventually(() => processesOfGroup(host.enginePid).length === 0);
    },
  );

  test('too few of them for an engine: the run says so', async () => {
    const host = new HostProcess({}, withDescriptors(256), 5);
    const { ended: end } = await ended(host);
    expect(end).toMatchObject({ outcome: 'crashed' });
    expect(end?.message).toMatch(
      /^the engine process could not be started: .*EMFILE.*; close other programs or raise the limit/,
    );
  });
});

/** Runs what follows with so many bytes of addresses a process. */
const withAddresses = (most: number) => ['sh', '-c', `ulimit -v ${most / 1024} && exec "$@"`, 'sh'];

test.runIf(hasProc).each(['async', 'processes'] as const)(
  'work under %s that takes what memory there is fails by itself; its run ends with its figures',
  async (model) => {
    const module = fixture('takes-addresses.mjs');
    const host = new HostProcess({ module, model, concurrency: 1, tasks: 2 }, withAddresses(6 * 1024 ** 3));
    const session = await ended(host);
    expect(session.ended).toMatchObject({ outcome: 'failed', message: null });
    expect([...session.errors.values()].map(({ name }) => name)).toEqual(['RangeError', 'RangeError']);
    expect(summarize(session).loop.lagP50Ms).toEqual(expect.any(Number));
  },
);

/** As on a full disk: no file grows beyond so many blocks of 512 bytes. */
const withBlocks = (most: number) => ['sh', '-c', `ulimit -f ${most} && exec "$@"`, 'sh'];

test.runIf(hasProc)(
  'no room on any disk for the table that processes share: one sentence says so',
  async () => {
    const host = new HostProcess({ model: 'processes', tasks: 1000 }, withBlocks(16));
    const { ended: end } = await ended(host);
    expect(end?.outcome).toBe('crashed');
    expect(end?.message).toMatch(
      /^there is no place for the task table, 34 KB, .*\/dev\/shm: EFBIG.*heddle-run.*: EFBIG/,
    );
  },
);

describe.runIf(noThreadLimitBecause === null)(noThreadLimitBecause ?? 'threads', () => {
  test('too few of them for 50 threads: one sentence says so', async () => {
    const host = new HostProcess({ model: 'threads', concurrency: 50, tasks: 50 }, withThreads(40));
    const { ended: end } = await ended(host);
    expect(end?.outcome).toBe('crashed');
    expect(end?.message).toMatch(/^a thread could not be started: the system allows no more .*\(EAGAIN\)/);
  });

  test('too few of them for 50 processes: the run ends, and nothing is left of it', async () => {
    const host = new HostProcess({ model: 'processes', concurrency: 50, tasks: 50 }, withThreads(40));
    const { ended: end } = await ended(host);
    expect(end?.outcome).toBe('crashed');
    // A child may have been started and then find no threads of its own: Node.js aborts.
    expect(end?.message).toMatch(
      /^a process could not be started: the system allows no more|^its process was killed by/,
    );
    await eventually(() => processesOfGroup(host.enginePid).length === 0);
  });
});
