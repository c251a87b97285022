import { existsSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { eventually, groupOf } from '../../helpers/processes.ts';
import { programFile, watched } from './helpers/watched.ts';

const node = process.execPath;
const frozen = programFile('frozen.cjs');

describe('a server that one request freezes', () => {
  test('tells the line while it is frozen', async () => {
    await using program = await watched([node, frozen]);
    const port = await program.told.untilPort();
    // It is cut off where a test fails.
    fetch(`http://127.0.0.1:${port}/login?ms=60000`).catch(() => {});
    const { pid, event } = await program.told.untilEvent('held', ({ frames }) => frames.length > 0);
    expect(event).toMatchObject({ over: false });
    expect(event.frames[0]).toMatchObject({ name: 'hashPassword', file: frozen, line: 6 });
    expect(pid).toBe(program.launched.pid);
  });

  test('tells that it is over, and how long it was', async () => {
    await using program = await watched([node, frozen]);
    const port = await program.told.untilPort();
    await program.told.untilEvent('loaded');
    await fetch(`http://127.0.0.1:${port}/login?ms=400`);
    // Loading may hold the loop as well.
    const { event } = await program.told.untilEvent(
      'held',
      ({ over, durationMs }) => over && durationMs > 300,
    );
    expect(event.durationMs).toBeGreaterThanOrEqual(395);
  });

  test('keeps its exit code, and tells it last', async () => {
    await using program = await watched([node, frozen]);
    const port = await program.told.untilPort();
    await program.told.untilEvent('loaded');
    await fetch(`http://127.0.0.1:${port}/end?code=3`).catch(() => {});
    expect(await program.launched.ended).toEqual({ exitCode: 3, signal: null, asked: null });
    const { event } = await program.told.untilEvent('watch-ended');
    expect(event).toMatchObject({ how: 'exited', exitCode: 3 });
    expect(program.told.all.at(-1)).toEqual({ ended: { exitCode: 3, signal: null, asked: null } });
  });

  test('is ended by a signal, and told as killed by it', async () => {
    await using program = await watched([node, frozen]);
    await program.told.untilEvent('loaded');
    program.launched.signal('SIGTERM');
    expect(await program.launched.ended).toEqual({ exitCode: null, signal: 'SIGTERM', asked: null });
    const { event } = await program.told.untilEvent('watch-ended');
    expect(event).toMatchObject({ how: 'killed', exitCode: null, signal: 'SIGTERM' });
  });

  test('is asked to end by Heddle, and what it has started and left as well', async () => {
    const code = `"${node}" -e "setInterval(() => {}, 1000)"; true`;
    await using program = await watched(['sh', '-c', code]);
    const { pid } = await program.told.untilEvent('loaded');
    program.launched.end('time');
    expect(await program.launched.ended).toEqual({ exitCode: null, signal: 'SIGTERM', asked: 'time' });
    await program.told.untilEvent('watch-ended', (_, one) => one === pid);
    await eventually(() => groupOf(pid) === null);
  });

  test('whose workers are killed tells that they are lost: only their parent knows more', async () => {
    const starts = `require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])`;
    await using program = await watched([node, '-e', starts]);
    const isWorker = (pid: number) => pid !== program.launched.pid;
    const { pid } = await program.told.untilEvent('loaded', (_, one) => isWorker(one));
    process.kill(pid, 'SIGKILL');
    const { event } = await program.told.untilEvent('watch-ended', (_, one) => one === pid);
    expect(event).toMatchObject({ how: 'lost', signal: null });
  });

  test('goes on unobserved once Heddle has let go', async () => {
    await using program = await watched([node, frozen]);
    const port = await program.told.untilPort();
    const { pid } = await program.told.untilEvent('loaded');
    program.launched.detach();
    const { event } = await program.told.untilEvent('watch-ended');
    expect(event).toMatchObject({ how: 'detached' });
    expect(groupOf(pid)).not.toBeNull();
    expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe('ok');
  });
});

test('a process in a process is observed by itself', async () => {
  const code = `require('node:child_process').spawnSync(process.execPath, [${JSON.stringify(frozen)}])`;
  await using program = await watched([node, '-e', code]);
  const seen = new Set<number>();
  const parents: number[] = [];
  await program.told.until((said) => {
    if (!('event' in said) || said.event.type !== 'watch-started') return null;
    seen.add(said.pid);
    parents.push(said.event.target.parentPid);
    return seen.size === 2 ? true : null;
  });
  expect([...seen]).toContain(program.launched.pid);
  expect(parents).toContain(program.launched.pid);
  for (const pid of seen) if (pid !== program.launched.pid) process.kill(pid);
});

test('threads of the program are lanes of it', async () => {
  const code = `new (require('node:worker_threads').Worker)('setInterval(() => {}, 1000)', { eval: true })`;
  await using program = await watched([node, '-e', code]);
  const { event } = await program.told.untilEvent('lane', ({ lane }) => lane === 1);
  expect(event).toMatchObject({ kind: 'thread', state: 'open' });
});

test('what prints, ends by itself and has arguments does so unchanged', async () => {
  const code = 'console.log(JSON.stringify([process.argv.slice(2), process.execArgv])); console.error("e")';
  await using program = await watched([node, '-e', code, 'one', 'two words']);
  expect(await program.launched.ended).toEqual({ exitCode: 0, signal: null, asked: null });
  const texts = program.told.all.flatMap((said) => ('output' in said ? [said.output] : []));
  expect(texts.find(({ stream }) => stream === 'stderr')?.text).toBe('e\n');
  // `-e` is the first of what stands behind the program.
  expect(texts.find(({ stream }) => stream === 'stdout')?.text).toBe(
    `${JSON.stringify([['two words'], ['-e', code]])}\n`,
  );
});

test('nothing is left in the folder for temporary files', async () => {
  const mine = () => readdirSync(tmpdir()).filter((name) => name.startsWith(`heddle-watch-${process.pid}-`));
  {
    await using program = await watched([node, '-e', '']);
    expect(mine()).toHaveLength(1);
    await program.launched.ended;
  }
  expect(mine()).toEqual([]);
});

test('what is no program is refused, and leaves nothing behind', async () => {
  await using program = await watched(['there-is-no-such-program']);
  await expect(program.launched.ended).rejects.toMatchObject({ code: 'ENOENT' });
});

test('what a Heddle left that was killed is removed by the next', async () => {
  // No process has so high a number.
  const left = mkdtempSync(join(tmpdir(), 'heddle-watch-99999999-'));
  await using program = await watched([node, '-e', '']);
  await program.launched.ended;
  expect(existsSync(left)).toBe(false);
});
