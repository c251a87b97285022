import type { Measured } from '../protocol/units.ts';
import type { Summary } from '../session/summary.ts';
import type { Character, Nature, Shares } from './character.ts';
import type { Evidence } from './evidence.ts';

/** What takes less than a fifth of a task's time decides little: without it the rest is at most 1.25 × as fast. */
export const leastShare = 0.2;

/** Below a tenth of a second the start of the engine's samples and profile is a good part of what they see. */
const shortestMs = 100;

/** What an engine takes that runs tasks which do nothing (noop; Node 24, CPython 3.11; Linux). */
const engineBytes = { node: 82e6, python: 30e6 } as const;

/** From this share of failed tasks on there is nothing to advise. */
const failsRatio = 0.5;

/**
 * What work is like, from a run of it one task after another. `again`: later runs one after another, which tell whether
 * results repeat. `copyMsPerTask`: from a run in threads, where there was one.
 */
export function characterOf(
  run: Evidence,
  known: {
    repeats?: boolean | null;
    sharesState?: boolean;
    copyMsPerTask?: Measured;
    handoverMs?: Measured;
  } = {},
): Character {
  const { summary, course } = run;
  const { done, failed } = summary.tasks;
  const calls = done + failed;
  const ownMs = ownMsOf(summary);
  const steadyMs = course.steadyMsPerTask;
  const msPerTask =
    steadyMs === null || !ownMs || !summary.wallMs ? steadyMs : (steadyMs * ownMs) / summary.wallMs;
  const cpuMsPerTask =
    summary.cpu.busyCores === null || !summary.wallMs || calls === 0
      ? null
      : ((summary.cpu.busyCores + (summary.cpu.childCores ?? 0)) * summary.wallMs) / calls;
  const { peakRssBytes } = summary.memory;
  const shares = sharesOf(run);
  const copyMsPerTask = known.copyMsPerTask ?? null;
  const character = {
    calls,
    msPerTask,
    firstMs: course.firstMs,
    warmUp: course.warmUp && { tasks: course.warmUp.tasks, ms: course.warmUp.ms },
    startMs: summary.startMs,
    cpuMsPerTask,
    laneBytes: peakRssBytes === null ? null : Math.max(0, peakRssBytes - engineBytes[run.plan.runtime]),
    shares,
    returnsPromise: summary.calls.returnsPromise,
    repeats: known.repeats ?? null,
    failed: failed === 0 ? null : { tasks: failed, of: calls, first: firstError(run) },
    undefinedResults: summary.calls.undefinedResults,
    settles: calls > 0,
    hottest: hottestOf(run),
    blockedAt: blockedAtOf(run),
    copyMsPerTask,
  };
  return { ...character, natures: naturesOf(character, known, run.plan) };
}

function firstError({ summary }: Evidence) {
  const [first] = summary.errors;
  if (!first) return null;
  const { task: _, ...error } = first;
  return error;
}

function hottestOf({ summary }: Evidence): Character['hottest'] {
  const hottest = summary.profile?.hottest ?? null;
  return hottest && { name: hottest.name, file: hottest.file, line: hottest.line, share: hottest.ratio };
}

/** The innermost line of the person's file in the longest freeze in which a call or a child process blocked the thread. */
function blockedAtOf({ summary, plan }: Evidence): Character['blockedAt'] {
  const waited = summary.loop.held.filter(({ cause }) => cause === 'blocked' || cause === 'child');
  const own = waited.flatMap(({ frames }) => frames).find(({ file }) => file === plan.module);
  return own?.file && own.line !== null ? { file: own.file, line: own.line } : null;
}

const notMeasured: Shares = {
  loopJs: null,
  loopNative: null,
  collector: null,
  waitingHeld: null,
  waitingFree: null,
  libuv: null,
  v8: null,
  nativeThreads: null,
  children: null,
};

/**
 * The time that a run would have taken, had its thread never waited for a core that others had: by the kernel's figures,
 * where it has them. Null: too short to be told anything of.
 */
function ownMsOf({ wallMs, lanes }: Summary): Measured {
  if (wallMs === null || wallMs < shortestMs) return null;
  const main = lanes.find(({ kind }) => kind === 'loop');
  return Math.max(wallMs - (main?.waitMs ?? 0), main?.cpuMs ?? 0, 1);
}

/**
 * Where the time of a run one after another went. The thread is held for `busyRatio` of it; of that it waits for a core
 * as long as the kernel says, which is nothing of the work, computes what the kernel says, and is blocked for the rest.
 */
function sharesOf({ summary, plan: { interpreter } }: Evidence): Shares {
  const { wallMs, lanes, profile } = summary;
  // A function of Python that is not async holds its thread until it returns, also where no beat saw it.
  const holds = interpreter !== null && summary.calls.returnsPromise === 'never';
  const busyRatio = summary.loop.busyRatio ?? (holds ? 1 : null);
  const { threads } = summary.cpu;
  const ownMs = ownMsOf(summary);
  if (ownMs === null || wallMs === null || summary.tasks.done + summary.tasks.failed === 0)
    return notMeasured;
  const main = lanes.find(({ kind }) => kind === 'loop');
  const by = (ms: Measured | undefined): Measured => (ms === null || ms === undefined ? null : ms / ownMs);
  const computed = by(main?.cpuMs);
  const heldMs = busyRatio === null ? null : Math.min(1, busyRatio) * wallMs - (main?.waitMs ?? 0);
  const held = heldMs === null ? null : Math.max(heldMs / ownMs, Math.min(1, computed ?? 0));
  const libuv = by(threads?.libuvMs);
  const nativeThreads = by(interpreter === null ? threads?.nativeMs : besideMs(summary));
  const beside = sum(libuv, nativeThreads);
  const split = (ratio: Measured | undefined): Measured =>
    computed === null ? null : ratio === null || ratio === undefined ? null : computed * ratio;
  return {
    // Of CPython only a profile tells what holds its lock; of Node.js nearly all that computes is JavaScript.
    loopJs: profile || interpreter !== null ? split(profile?.jsRatio) : computed,
    loopNative: interpreter?.lock === 'none' ? computed : split(profile?.nativeRatio),
    collector: split(profile?.collectorRatio),
    waitingHeld: held === null || computed === null ? null : Math.max(0, held - computed),
    waitingFree: held === null || beside === null ? null : Math.max(0, 1 - held - beside),
    libuv,
    v8: by(threads?.v8Ms),
    nativeThreads,
    children: by(childrenMs(summary)),
  };
}

const childrenMs = ({ wallMs, cpu: { childCores } }: Summary): Measured =>
  childCores === null || wallMs === null ? null : childCores * wallMs;

/** What others than the main thread of a process computed, where threads have no names by which to tell whose they are. */
function besideMs({ wallMs, lanes, profile, cpu: { busyCores } }: Summary): Measured {
  const mainMs = lanes.find(({ kind }) => kind === 'loop')?.cpuMs ?? null;
  return busyCores === null || wallMs === null || mainMs === null
    ? null
    : Math.max(0, busyCores * wallMs - mainMs - (profile?.overheadMs ?? 0));
}

/** The share of its time in which the thread it is called on is free for other tasks. */
export function freeShare({ waitingFree, libuv, nativeThreads, ...rest }: Shares): Measured {
  if (waitingFree === null) return null;
  const onThread =
    (rest.loopJs ?? 0) + (rest.loopNative ?? 0) + (rest.collector ?? 0) + (rest.waitingHeld ?? 0);
  // What other threads compute counts as far as the thread was free meanwhile.
  return Math.min(Math.max(0, 1 - onThread), waitingFree + (libuv ?? 0) + (nativeThreads ?? 0));
}

type Known = { sharesState?: boolean; handoverMs?: Measured };

function naturesOf(
  of: Omit<Character, 'natures'>,
  { sharesState, handoverMs }: Known,
  { interpreter }: Evidence['plan'],
): Character['natures'] {
  const { shares, msPerTask, copyMsPerTask, failed } = of;
  const copying = copyMsPerTask === null || !msPerTask ? null : copyMsPerTask / msPerTask;
  const handing = !handoverMs || !msPerTask ? null : handoverMs / msPerTask;
  const collecting = sum(shares.v8, shares.collector);
  const measured: [Nature, Measured][] = [
    [interpreter === null ? 'computes-js' : 'computes-locked', sum(shares.loopJs, shares.collector)],
    ['computes-native', shares.loopNative],
    ['computes-libuv', sum(shares.libuv, shares.nativeThreads)],
    ['computes-children', shares.children],
    ['waits', shares.waitingFree],
    ['blocks', shares.waitingHeld],
    ['moves-data', copying],
    ['memory-bound', collecting],
  ];
  const found: { nature: Nature; share: Measured }[] = measured
    .filter(([, share]) => share !== null && share >= leastShare)
    .map(([nature, share]) => ({ nature, share }))
    .sort((a, b) => b.share! - a.share!);
  if (handing !== null && handing > tooSmallRatio) found.unshift({ nature: 'too-small', share: handing });
  if (sharesState) found.push({ nature: 'shared-state', share: null });
  if (!failed || failed.tasks < failsRatio * failed.of) return found;
  const fails = { nature: 'fails', share: failed.tasks / failed.of } as const;
  // Of work that was never done it is not known what it is like.
  return failed.tasks === failed.of ? [fails] : [fails, ...found];
}

/** A message that takes more than half of what the task takes: two lanes then gain nothing that one feels. */
export const tooSmallRatio = 0.5;

function sum(a: Measured, b: Measured): Measured {
  return a === null ? b : b === null ? a : a + b;
}
