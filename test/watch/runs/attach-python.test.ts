import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { Attached } from '../../../source/watch/attach/attached.ts';
import { eventually } from '../../helpers/processes.ts';
import { interpreters } from '../../helpers/python.ts';
import { fixture } from '../python-servers.ts';
import { firstLine, running, traces } from './helpers/running.ts';
import { programFile, Told } from './helpers/watched.ts';

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

async function attached(pid: number, yes = false, onWaiting = (_: string) => {}) {
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
    onWaiting,
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

/** A main thread that runs Python all the time. */
const turns = "import time; print('here', flush=True)\nwhile True: time.sleep(0.01)";
const asNobody = ['setpriv', '--reuid=65534', '--clear-groups'];
const refused = (pid: number, yes = false) => attached(pid, yes).then(() => null, String);

/** Where Heddle puts what it needs for a while, for this test alone; nobody else may enter it. */
function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'heddle-test-'));
  vi.stubEnv('TMPDIR', folder);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });
  return folder;
}

test.skipIf(python === null)(`one that takes no code from others says by what${skipped}`, async () => {
  const folder = temporaryFolder();
  const command = [python!, '-X', 'disable-remote-debug', fixture('http_server')];
  await using program = await running(command);
  await firstLine(program.child);
  expect(await refused(program.pid)).toContain(
    `process ${program.pid} takes no code from others: -X disable-remote-debug or PYTHON_DISABLE_REMOTE_DEBUG is set; heddle watch -- COMMAND`,
  );
  expect(readdirSync(folder)).toEqual([]);
});

test.skipIf(python === null)(`one that has another Heddle in it says so${skipped}`, async () => {
  await using program = await running([python!, '-c', turns]);
  await firstLine(program.child);
  const { attached: one } = await attached(program.pid);
  expect(await refused(program.pid)).toContain('is watched by another Heddle already; end that first');
  await one.detach();
});

/** Says once that it is there, and sleeps until SIGUSR2; then its main thread turns. */
const sleeps = `
import signal, time
signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR2})
print('here', flush=True)
signal.sigwait({signal.SIGUSR2})
print('awake', flush=True)
while True: time.sleep(0.01)
`;
/** With all that it prints. */
const printing = (...command: string[]) => ['sh', '-c', 'exec "$0" "$@" 2>&1', ...command];

test.skipIf(python === null)(`one that ends meanwhile is not waited for${skipped}`, async () => {
  await using program = await running([python!, '-c', sleeps]);
  await firstLine(program.child);
  const waits = Promise.withResolvers<string>();
  const why = attached(program.pid, false, waits.resolve).catch(String);
  expect(await waits.promise).toContain('it has to run Python first, as at its next request');
  program.child.kill('SIGKILL');
  expect(await why).toContain(`process ${program.pid} has ended`);
});

test.skipIf(python === null)(
  `one that comes to it when Heddle has been killed says nothing, and has nothing left in it${skipped}`,
  async () => {
    const folder = temporaryFolder();
    await using program = await running(printing(python!, '-c', sleeps));
    await firstLine(program.child);
    const before = traces(program.pid);
    const printed: string[] = [];
    program.child.stdout!.on('data', (chunk) => printed.push(String(chunk)));
    await using heddle = await running([
      ...[process.execPath, programFile('attaches.ts'), String(program.pid), 'python'],
    ]);
    await firstLine(heddle.child);
    await heddle[Symbol.asyncDispose]();
    const left = () => readdirSync(folder).filter((name) => name.startsWith('heddle-attach-'));
    expect(left()).toEqual([expect.stringContaining(`-${program.pid}-`)]);
    process.kill(program.pid, 'SIGUSR2');
    await eventually(() => left().length === 0);
    await eventually(() => printed.join('').endsWith('awake\n'));
    expect(printed.join('').trim()).toBe('awake');
    expect(traces(program.pid)).toEqual(before);
  },
);

const isRoot = process.geteuid?.() === 0;
const rootAlone = isRoot ? skipped : ' (skipped: only root has others)';

test.skipIf(python === null || !isRoot)(
  `one of another user is looked into only where that is meant${rootAlone}`,
  async () => {
    await using program = await running([...asNobody, python!, '-c', turns]);
    await firstLine(program.child);
    expect(await refused(program.pid)).toContain("is another user's (uid 65534); --yes attaches to it");
    const { told, attached: one } = await attached(program.pid, true);
    expect((await told.untilEvent('watch-started')).event.target.how).toBe('attached');
    await one.detach();
  },
);

test.skipIf(python === null || !isRoot)(
  `one whose user may not enter Heddle's folder is left alone, with what would be right${rootAlone}`,
  async () => {
    await using program = await running(printing(...asNobody, python!, '-c', turns));
    await firstLine(program.child);
    const folder = temporaryFolder();
    expect(await refused(program.pid, true)).toContain(
      `(uid 65534) who may not enter ${folder}, where Heddle waits for what it says; set TMPDIR to a folder`,
    );
    expect(readdirSync(folder)).toEqual([]);
  },
);

test.skipIf(python === null || !isRoot)(
  `one whose memory the system keeps from Heddle says what would be right${rootAlone}`,
  async () => {
    await using program = await running([...asNobody, python!, '-c', turns]);
    await firstLine(program.child);
    const unable = ['setpriv', '--bounding-set=-sys_ptrace', '--inh-caps=-sys_ptrace'];
    const heddle = [process.execPath, programFile('attaches.ts'), String(program.pid), 'python', '--yes'];
    await using attaching = await running([...unable, ...heddle]);
    expect(await firstLine(attaching.child)).toContain(
      'the system keeps its memory from Heddle; run Heddle as root (CAP_SYS_PTRACE), or with kernel.yama.ptrace_scope at 0',
    );
  },
);
