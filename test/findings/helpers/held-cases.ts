import type { Held } from '../../../source/session/vitals.ts';
import { type Figures, together } from './evidence.ts';

const frame = (name: string, file: string | null, line: number | null) => ({ name, file, line, column: 3 });
const own = frame('hashPassword', '/home/me/auth.mjs', 42);

/** A freeze of a second in which the person's code had called this. */
export const calling = (name: string, file: string | null, part: Partial<Held>) => ({
  durationMs: 1000,
  stacks: 7,
  stacksHere: 6,
  frames: [frame(name, file, null), own],
  ...part,
});

/** Four tasks on one loop, which was frozen like this. */
export const frozen = (...freezes: NonNullable<Figures['freezes']>): Figures => ({
  model: 'async',
  tasks: together(4, 1000),
  atOnce: 4,
  freezes,
});

export const hashing = calling('pbkdf2Sync', 'node:internal/crypto/pbkdf2', { cause: 'native-call' });
export const starting = calling('execSync', 'node:child_process', { cause: 'child' });
export const waiting = calling('Atomics.wait', null, { cause: 'blocked', call: 'futex' });
/** In CPython a call of C code has no frame. */
export const sleeping = { durationMs: 1000, cause: 'blocked', call: 'clock_nanosleep' } as const;
const fetching = calling('urlopen', '/usr/lib/python3.11/urllib/request.py', {
  cause: 'blocked',
  call: 'poll',
});
export const starved = (starvedBy: 'microtasks' | 'ticks' | 'both') => ({
  durationMs: 1000,
  cause: 'computing' as const,
  starvedBy,
  frames: [frame('poll', '/home/me/poll.mjs', 4)],
});

/** It has waited for a thread for five seconds, and nobody is left to wake it. */
export const stuck = { ...waiting, durationMs: 5000, over: false, deadlock: true } as const;
/** A lock that is taken twice. */
export const takenTwice = { durationMs: 5000, cause: 'blocked', call: 'futex', deadlock: true } as const;

const computing = { main: { cpuMs: 950 } };

/** What to do next: the call by its name, and what to use instead. */
export const heldCases: [rule: string, figures: Figures, next: RegExp][] = [
  ['deadlock', frozen(stuck), /^Use Atomics\.waitAsync instead of Atomics\.wait$/],
  ['deadlock', { ...frozen(takenTwice), python: {} }, /^Release the lock before it is taken again/],
  ['loop-starved', frozen(starved('microtasks')), /^Await setImmediate from node:timers\/promises/],
  ['loop-starved', frozen(starved('both')), /^Await setImmediate from node:timers\/promises/],
  ['loop-starved', frozen(starved('ticks')), /^Use setImmediate there instead of process\.nextTick$/],
  ['loop-waits', frozen(waiting), /^Try threads, or use Atomics\.waitAsync instead of Atomics\.wait$/],
  [
    'loop-waits',
    frozen(starting),
    /^Try threads, or use execFile from node:child_process instead of execSync$/,
  ],
  [
    'loop-waits',
    { ...frozen(waiting), model: 'hybrid' },
    /^Use Atomics\.waitAsync instead of Atomics\.wait, or context\.offload$/,
  ],
  [
    'loop-waits',
    frozen({ durationMs: 1000, cause: 'blocked' }),
    /^Try threads, or hybrid with context\.offload/,
  ],
  [
    'loop-waits',
    { ...frozen(sleeping), python: {} },
    /^Try threads, or use await asyncio\.sleep instead of time\.sleep$/,
  ],
  [
    'loop-blocked',
    frozen({ ...hashing, holder: { kind: 'timer', certainty: 'likely' } }),
    /^In the timer use pbkdf2 from node:crypto instead of pbkdf2Sync$/,
  ],
  // Sorting has no async form: what it was seen to do tells that it computes, though the run mostly waits.
  ['loop-blocked', frozen(calling('sort', null, { cause: 'computing' })), /^Try threads, or hybrid/],
  ['loop-waits', { ...frozen(fetching), python: {} }, /\(urlopen, …\) instead of urllib$/],
  // The executor of a loop on four cores has eight threads.
  [
    'loop-waits',
    { ...frozen(fetching), tasks: together(8, 1000), atOnce: 8, python: {} },
    /instead of urllib$/,
  ],
  [
    'loop-waits',
    { ...frozen(fetching), tasks: together(9, 1000), atOnce: 9, python: {} },
    /^Try threads, or use asyncio\.to_thread\(urlopen, …\) with ThreadPoolExecutor\(9\)$/,
  ],
  [
    'loop-blocked',
    { ...frozen(hashing), ...computing },
    /^Try threads, or use pbkdf2 from node:crypto instead of pbkdf2Sync$/,
  ],
];
