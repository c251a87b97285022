import { percent } from '../format.ts';
import type { LoadStep } from '../protocol/load-events.ts';
import { addPlace } from '../session/held-places.ts';
import { grown, type Moment } from '../session/moments.ts';
import type { Program } from '../session/program.ts';
import { resample } from '../session/series.ts';
import type { Held, HeldPlace } from '../session/vitals.ts';
import type { Watch } from '../session/watch.ts';

/** What gave way, or was slow: who works most while requests come. */
export type Cause =
  | {
      readonly kind: 'place';
      readonly place: HeldPlace;
      readonly held: readonly Held[];
      readonly ratio: number;
    }
  | { readonly kind: 'loop' | 'idle' | 'cores' | 'others'; readonly ratio: number };

/** A function that holds the loop for a tenth of the time is what every tenth request meets. */
const heldRatio = 0.1;
/** A loop that is busier has no room for one more request; one that is below is not what they wait for. */
const busyRatio = 0.9;
const idleRatio = 0.5;
/** Of all cores of the machine, by anybody; and how much of that is others' where they are to be named. */
const usedRatio = 0.95;
const othersRatio = 0.5;

/** In that step, in the process that works most; null where nobody sees it. */
export function causeOf(program: Program, step: LoadStep): (Cause & { readonly watch: Watch }) | null {
  const { started } = program.load ?? {};
  const watch = [...program.watches.values()]
    .filter((one) => one.program !== null)
    .toSorted((a, b) => (b.cpu.last?.cpuMs ?? 0) - (a.cpu.last?.cpuMs ?? 0))[0];
  if (!started || !watch) return null;
  const fromMs = started.monotonicMs + step.startedMs - watch.program!.monotonicMs;
  const found = causeIn(watch, fromMs, fromMs + step.overMs, step.cpuCores ?? 0);
  return found && { ...found, watch };
}

type Span = { readonly from: Moment; readonly to: Moment };

/** Between two times of that process, in which the sending took so many cores. */
export function causeIn(watch: Watch, fromMs: number, toMs: number, sendingCores: number): Cause | null {
  const held = watch.loop.held
    .filter(({ startedMs, durationMs }) => startedMs < toMs && startedMs + durationMs > fromMs)
    .map((one) => within(one, fromMs, toMs));
  const [place] = held
    .filter(({ cause }) => cause !== 'collector' && cause !== 'lock')
    .reduce<readonly HeldPlace[]>(addPlace, []);
  const placeRatio = (place?.heldMs ?? 0) / (toMs - fromMs);
  if (place && placeRatio >= heldRatio) return { kind: 'place', place, held, ratio: Math.min(1, placeRatio) };
  const span = spanOf(watch.moments, fromMs, toMs);
  const busy = span && busyIn(span);
  if (busy !== null && busy >= busyRatio) return { kind: 'loop', ratio: Math.min(1, busy) };
  const computed = ownCores(watch, fromMs, toMs);
  // Where it has no loop that is known, what it computes tells.
  const worked = busy ?? computed;
  if (worked !== null && worked <= idleRatio) return { kind: 'idle', ratio: 1 - worked };
  const [usedMs, ofMs] = span ? [grown(span, 'usedCoreMs'), grown(span, 'coreMs')] : [null, null];
  const all = watch.program?.machine.cores;
  if (usedMs === null || ofMs === null || ofMs <= 0 || !all || usedMs / ofMs < usedRatio) return null;
  const others = 1 - ((computed ?? all) + sendingCores) / all;
  return others >= othersRatio
    ? { kind: 'others', ratio: others }
    : { kind: 'cores', ratio: Math.min(1, usedMs / ofMs) };
}

/** For what share of the time the loop was not idle; null where nobody knows it. */
function busyIn(span: Span): number | null {
  const measuredMs = grown(span, 'measuredMs') ?? 0;
  return measuredMs > 0 ? (grown(span, 'busyMs') ?? 0) / measuredMs : null;
}

/** Cores that the process used on average; null: not measured. */
function ownCores({ cpu: { engineSeries } }: Watch, fromMs: number, toMs: number): number | null {
  const seconds = Math.max(1, Math.round((toMs - fromMs) / 1000));
  const values = resample(engineSeries, fromMs, toMs, seconds).filter((value) => !Number.isNaN(value));
  return values.length === 0 ? null : values.reduce((sum, one) => sum + one, 0) / values.length;
}

/** The part of it that was then. */
function within(held: Held, fromMs: number, toMs: number): Held {
  const startedMs = Math.max(held.startedMs, fromMs);
  const endMs = Math.min(held.startedMs + held.durationMs, toMs);
  return { ...held, startedMs, durationMs: endMs - startedMs };
}

/** The moments around these times. */
function spanOf(moments: readonly Moment[], fromMs: number, toMs: number): Span | null {
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
    case 'others':
      return `Other programs used ${share} of the machine's cores.`;
    case 'idle':
      return `It was idle ${share} of the time: its requests waited for something else.`;
  }
}
