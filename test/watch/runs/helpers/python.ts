import { expect, test } from 'vitest';
import type { VitalEventOf } from '../../../../source/protocol/vital-events.ts';
import { programFile, watched } from './watched.ts';

type Held = VitalEventOf<'held'>;

export const frozenPython = programFile('frozen.py');

/** One that computes may get no core meanwhile: other tests run as well. */
const using = (cause: Held['cause']) =>
  expect.toSatisfy((told: Held['cause']) => told === cause || told === 'no-core');

const serving = (request: string, certainty: unknown) => ({
  holder: { kind: 'request', request, certainty },
});
/** Only a stack that is taken while C code keeps the lock does not tell the request. */
const either = expect.stringMatching(/exact|likely/);

/** What a request does, what is told of the freeze, and the innermost frame of the program's own. */
const ways: readonly [string, object, { name: string; line: number }][] = [
  ['spins', { cause: using('computing'), ...serving('GET /spins', 'exact') }, { name: 'spins', line: 12 }],
  [
    'backtracks',
    { cause: using('native-call'), keepsLock: true, ...serving('GET /backtracks', either) },
    { name: 'backtracks', line: 17 },
  ],
  ['sleeps', { cause: 'blocked', ...serving('GET /sleeps', 'exact') }, { name: 'sleeps', line: 21 }],
  ['waits_for_the_lock', { cause: 'lock', keepsLock: true }, { name: 'backtracks', line: 17 }],
];

/** An interpreter's loop is held in every way there is, and the line is told while it lasts. */
export function freezesOf(python: string): void {
  test.each(ways)('%s: tells the cause and the line', async (way, told, frame) => {
    await using program = await watched([python, frozenPython]);
    const port = await program.told.untilPort();
    const answered = fetch(`http://127.0.0.1:${port}/${way}`).catch(() => {});
    const { event } = await program.told.untilEvent('held', ({ frames }) => frames.length > 0);
    expect(event).toMatchObject(told);
    expect(event.frames.find(({ file }) => file === frozenPython)).toMatchObject(frame);
    await answered;
    await program.told.untilEvent('held', ({ over, durationMs }) => over && durationMs > 100);
  });
}

/** What an interpreter forks is seen, and the interpreter sees nothing of Heddle. */
export function forksUnseen(python: string): void {
  test('a process that is forked is observed by itself, with a loop of its own, and nobody is warned', async () => {
    const code = [
      'import asyncio, os',
      'async def main():',
      '    await asyncio.sleep(0.05)',
      '    child = os.fork()',
      '    if child == 0:',
      '        asyncio._set_running_loop(None)',
      '        asyncio.new_event_loop().run_until_complete(asyncio.sleep(30))',
      '    await asyncio.sleep(30)',
      'asyncio.run(main())',
    ].join('\n');
    await using program = await watched([python, '-c', code]);
    const parent = program.launched.pid!;
    const { pid, event } = await program.told.untilEvent('watch-started', (_, one) => one !== parent);
    expect(event.target.parentPid).toBe(parent);
    await program.told.untilEvent('loaded', (_, one) => one === pid);
    process.kill(pid, 'SIGKILL');
    await program.told.untilEvent('watch-ended', (_, one) => one === pid);
    // CPython warns who forks with more than one thread, and the program has one.
    expect(program.told.all.some((said) => 'output' in said)).toBe(false);
  });
}
