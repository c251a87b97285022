import { mkdtempSync, readdirSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test, vi } from 'vitest';
import { Attached } from '../../../source/watch/attach/attached.ts';
import { eventually } from '../../helpers/processes.ts';
import { interpreters } from '../../helpers/python.ts';
import { firstLine, running, traces } from './helpers/running.ts';
import { Told } from './helpers/watched.ts';

const fixture = (name: string) =>
  fileURLToPath(new URL(`../../fixtures/watch/python/${name}.py`, import.meta.url));

/** The first CPython that can be attached to. */
const named = process.env.HEDDLE_TEST_PYTHON314;
const python = named ?? interpreters.find(({ version }) => Number(version.split('.')[1]) >= 14)?.path ?? null;
const skipped = python === null ? ' (skipped: HEDDLE_TEST_PYTHON314 has to name a CPython 3.14)' : '';

const asked = (port: number, path: string) =>
  new Promise<void>((done) => {
    get({ port, path, agent: false }, (response) => response.resume().once('end', done)).once('error', () =>
      done(),
    );
  });

async function attached(pid: number, yes = false) {
  const told = new Told();
  const onBroken = (why: string) => {
    throw new Error(why);
  };
  const options = {
    pid,
    runtime: 'python',
    yes,
    onEvent: told.take,
    onBroken,
    onWaiting: () => {},
  } as const;
  return { told, attached: await Attached.attach(options) };
}

test.skipIf(python === null)(
  `a CPython that runs already tells the line and the request of a freeze, twice, and has nothing left in it${skipped}`,
  async () => {
    await using program = await running([python!, fixture('streams')]);
    const port = Number(/\d+/.exec(await firstLine(program.child))?.[0]);
    const before = traces(program.pid);
    for (let time = 0; time < 2; time++) {
      const { told, attached: one } = await attached(program.pid);
      const { event } = await told.untilEvent('watch-started');
      expect(event.target.how).toBe('attached');
      const answered = asked(port, '/computing');
      const held = await told.untilEvent('held', ({ over, frames }) => over && frames.length > 0);
      expect(held.event.holder).toMatchObject({ kind: 'request', request: 'GET /computing' });
      await answered;
      await one.detach();
      // It hears of that as soon as it turns.
      while (traces(program.pid).length > before.length) await asked(port, '/');
    }
    expect(traces(program.pid)).toEqual(before);
  },
);

test.skipIf(python === null)(
  `one without a loop tells its requests, and has nothing left in it${skipped}`,
  async () => {
    await using program = await running([python!, fixture('http_server')]);
    const port = Number(/\d+/.exec(await firstLine(program.child))?.[0]);
    const before = traces(program.pid);
    const { told, attached: one } = await attached(program.pid);
    await told.untilEvent('watch-started');
    await asked(port, '/breaks');
    const { event } = await told.untilEvent('requests', ({ ended }) => ended === 1);
    expect(event).toMatchObject({ failed: 1, routes: [{ route: 'GET /breaks' }] });
    await one.detach();
    while (traces(program.pid).length > before.length) await asked(port, '/');
    expect(traces(program.pid)).toEqual(before);
  },
);

test.skipIf(python === null)(
  `one without a loop that forks all the time has nothing left in it once Heddle has gone${skipped}`,
  async () => {
    const script = `
import os, time
print('here', flush=True)
while True:
    if os.fork() == 0:
        os._exit(0)
    os.wait()
    time.sleep(0.01)
`;
    await using program = await running([python!, '-c', script]);
    await firstLine(program.child);
    const before = traces(program.pid);
    const { told, attached: one } = await attached(program.pid);
    await told.untilEvent('watch-started', (_, pid) => pid !== program.pid);
    await one.detach();
    await eventually(() => traces(program.pid).length === before.length);
    expect(traces(program.pid)).toEqual(before);
  },
);

const refused = (pid: number) => attached(pid).then(() => null, String);

test.skipIf(python === null)(`one that takes no code from others says by what${skipped}`, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'heddle-test-'));
  vi.stubEnv('TMPDIR', folder);
  onTestFinished(() => void vi.unstubAllEnvs());
  const command = [python!, '-X', 'disable-remote-debug', fixture('http_server')];
  await using program = await running(command);
  await firstLine(program.child);
  expect(await refused(program.pid)).toContain(
    `process ${program.pid} takes no code from others: -X disable-remote-debug or PYTHON_DISABLE_REMOTE_DEBUG is set; heddle watch -- COMMAND`,
  );
  expect(readdirSync(folder)).toEqual([]);
});

const isRoot = process.geteuid?.() === 0;

test.skipIf(python === null || !isRoot)(
  `one of another user is looked into only where that is meant${isRoot ? skipped : ' (skipped: only root has others)'}`,
  async () => {
    const script = "import time; print('here', flush=True)\nwhile True: time.sleep(0.01)";
    await using program = await running([
      'setpriv',
      '--reuid=65534',
      '--clear-groups',
      python!,
      '-c',
      script,
    ]);
    await firstLine(program.child);
    expect(await refused(program.pid)).toContain("is another user's (uid 65534); --yes attaches to it");
    const { told, attached: one } = await attached(program.pid, true);
    expect((await told.untilEvent('watch-started')).event.target.how).toBe('attached');
    await one.detach();
  },
);
