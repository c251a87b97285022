import { count, duration, percent, plural } from '../format.ts';
import type { LoadStep } from '../protocol/load-events.ts';
import { addPlace } from '../session/held-places.ts';
import { busyIn, freeCoresIn, grown, type Moment } from '../session/moments.ts';
import type { Program } from '../session/program.ts';
import { resample } from '../session/series.ts';
import type { Held, HeldPlace } from '../session/vitals.ts';
import type { Watch } from '../session/watch.ts';
import { fullThreads, workUnasked } from './watch/full-threads.ts';
import { ownPart } from './watch/recent.ts';

/** What gave way, or was slow: who works most while requests come. */
export type Cause =
  | {
      readonly kind: 'place';
      readonly place: HeldPlace;
      readonly held: readonly Held[];
      readonly ratio: number;
    }
  | { readonly kind: 'loop' | 'idle' | 'cores' | 'others' | 'no-core'; readonly ratio: number }
  /** The loop has time, and so many of its worker threads have none: `ratio` of the time they were busy. `free`: cores; null: not measured. */
  | {
      readonly kind: 'full-threads';
      readonly ratio: number;
      readonly full: number;
      readonly threads: number;
      readonly free: number | null;
    }
  /** It takes so long for each, and begins with the next one then. */
  | { readonly kind: 'one-at-once'; readonly ratio: number; readonly eachMs: number };

/** A function that holds the loop for a tenth of the time is what every tenth request meets; so is a loop that has no core. */
const heldRatio = 0.1;
/** A loop that is busier has no room for one more request; one that is below is not what they wait for. */
const busyRatio = 0.9;
const idleRatio = 0.5;
/** Of all cores of the machine, by anybody; and how much of that is others' where they are to be named. */
const usedRatio = 0.95;
const othersRatio = 0.5;

/**
 * While more wait outside so many are under way in a program that answers one request after another, on average: how long each
 * takes by how many get through (Little's law), which is right to a tenth or two.
 */
const mostOfOne = 1.2;

/** In that step, in the process that works most; null where nobody sees it. */
export function causeOf(program: Program, step: LoadStep): (Cause & { readonly watch: Watch }) | null {
  const { started } = program.load ?? {};
  const watches = [...program.watches.values()].filter((one) => one.program !== null);
  const [watch] = watches.toSorted((a, b) => (b.cpu.last?.cpuMs ?? 0) - (a.cpu.last?.cpuMs ?? 0));
  if (!started || !watch) return null;
  const whenIn = (one: Watch): When => {
    const fromMs = started.monotonicMs + step.startedMs - one.program!.monotonicMs;
    return { fromMs, toMs: fromMs + step.overMs };
  };
  const used = watches.flatMap((one) => coresIn(one, whenIn(one)) ?? []);
  const programCores = used.length === 0 ? null : used.reduce((sum, one) => sum + one, 0);
  const found = causeIn(watch, whenIn(watch), step, programCores);
  return found && { ...found, watch };
}

/** A time on the clock of one process. */
type When = { readonly fromMs: number; readonly toMs: number };
type Span = { readonly from: Moment; readonly to: Moment };

function causeIn(watch: Watch, when: When, step: LoadStep, programCores: number | null): Cause | null {
  const { fromMs, toMs } = when;
  const held = watch.loop.held
    .filter(({ startedMs, durationMs }) => startedMs < toMs && startedMs + durationMs > fromMs)
    .map((one) => within(one, fromMs, toMs));
  const own = held.flatMap((one) => ownPart(one) ?? []);
  const [place] = own.reduce<readonly HeldPlace[]>(addPlace, []);
  const placeRatio = (place?.heldMs ?? 0) / (toMs - fromMs);
  const coreless = held.filter(({ cause }) => cause === 'no-core');
  const waitedMs = coreless.reduce((ms, { durationMs, cpuMs }) => ms + durationMs - (cpuMs ?? 0), 0);
  const waitedRatio = waitedMs / (toMs - fromMs);
  if (waitedRatio >= heldRatio && waitedRatio > placeRatio)
    return { kind: 'no-core', ratio: Math.min(1, waitedRatio) };
  if (place && placeRatio >= heldRatio)
    return { kind: 'place', place, held: own, ratio: Math.min(1, placeRatio) };
  const span = spanOf(watch.moments, when);
  const busy = span && busyIn(span);
  if (busy !== null && busy >= busyRatio) return { kind: 'loop', ratio: Math.min(1, busy) };
  // Where it has no loop that is known, what it computes tells.
  const worked = busy ?? coresIn(watch, when);
  if (worked !== null && worked <= idleRatio) {
    const threads = span && threadsIn(watch, span);
    if (threads) return threads;
    const eachMs = meanMs(watch);
    const { donePerSecond } = step;
    // An event loop takes all that there are.
    const isOne =
      busy === null &&
      eachMs !== null &&
      donePerSecond !== null &&
      (eachMs * donePerSecond) / 1000 <= mostOfOne;
    return isOne ? { kind: 'one-at-once', ratio: 1 - worked, eachMs } : { kind: 'idle', ratio: 1 - worked };
  }
  const [usedMs, ofMs] = span ? [grown(span, 'usedCoreMs'), grown(span, 'coreMs')] : [null, null];
  const all = watch.program?.machine.cores;
  if (usedMs === null || ofMs === null || ofMs <= 0 || !all || usedMs / ofMs < usedRatio) return null;
  const others = 1 - ((programCores ?? all) + (step.cpuCores ?? 0)) / all;
  return others >= othersRatio
    ? { kind: 'others', ratio: others }
    : { kind: 'cores', ratio: Math.min(1, usedMs / ofMs) };
}

/** Its worker threads, where some of them were full of what was asked of it. */
function threadsIn({ moments, program }: Watch, { from, to }: Span): Cause | null {
  const full = workUnasked(moments) ? [] : fullThreads(from, to);
  if (full.length === 0) return null;
  const ratio = full.reduce((sum, ms) => sum + ms, 0) / full.length / (to.atMs - from.atMs);
  const cores = program?.machine.cores;
  return {
    ...{ kind: 'full-threads', ratio: Math.min(1, ratio), full: full.length, threads: to.threadsMs.size },
    free: cores ? freeCoresIn({ from, to }, cores) : null,
  };
}

/** Cores that the process used on average; null: not measured. */
function coresIn({ cpu: { engineSeries } }: Watch, { fromMs, toMs }: When): number | null {
  const seconds = Math.max(1, Math.round((toMs - fromMs) / 1000));
  const values = resample(engineSeries, fromMs, toMs, seconds).filter((value) => !Number.isNaN(value));
  return values.length === 0 ? null : values.reduce((sum, one) => sum + one, 0) / values.length;
}

/** How long the program itself takes for a request, on average, from when it has read it; null: nobody sees that. */
function meanMs({ requests }: Watch): number | null {
  const served = requests.routes.filter(({ kind }) => kind === 'server');
  const count = served.reduce((sum, one) => sum + one.count, 0);
  return count === 0 ? null : served.reduce((sum, one) => sum + one.sumMs, 0) / count;
}

/** The part of it that was then. */
function within(held: Held, fromMs: number, toMs: number): Held {
  const startedMs = Math.max(held.startedMs, fromMs);
  const endMs = Math.min(held.startedMs + held.durationMs, toMs);
  const durationMs = endMs - startedMs;
  const cpuMs = held.cpuMs === null ? null : held.cpuMs * (durationMs / held.durationMs);
  return { ...held, startedMs, durationMs, cpuMs };
}

/** The moments around these times. */
function spanOf(moments: readonly Moment[], { fromMs, toMs }: When): Span | null {
  const from = moments.findLast(({ atMs }) => atMs <= fromMs) ?? moments[0];
  const to = moments.find(({ atMs }) => atMs >= toMs) ?? moments.at(-1);
  return from && to && from.atMs < to.atMs ? { from, to } : null;
}

/** As a sentence, of a function by `name`. */
export function causeWords(cause: Cause, name: (place: HeldPlace) => string): string {
  const share = percent(cause.ratio);
  switch (cause.kind) {
    case 'place':
      return `${name(cause.place)} held the loop ${share} of the time.`;
    case 'loop':
      return `The loop was busy ${share} of the time, in calls of less than 100 ms each.`;
    case 'cores':
      return `${share} of the machine's cores were in use.`;
    case 'no-core':
      return `The loop waited for a core ${share} of the time: your program or others had them.`;
    case 'others':
      return `Other programs used ${share} of the machine's cores.`;
    case 'full-threads':
      return threadsWords(cause);
    case 'one-at-once':
      return `It answered one request at a time, ${duration(cause.eachMs)} each, and was idle ${share} of the time.`;
    case 'idle':
      return `It was idle ${share} of the time: its requests waited for something else.`;
  }
}

function threadsWords({ full, threads }: { readonly full: number; readonly threads: number }): string {
  const all = plural(threads, 'worker thread');
  const who =
    full < threads ? `${count(full)} of its ${all}` : full === 1 ? 'Its worker thread' : `Its ${all}`;
  return `${who} had no time left, and the loop was idle: requests waited for ${full === 1 ? 'it' : 'them'}.`;
}
