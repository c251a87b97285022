import { percent } from '../format.ts';
import type { LoadStep } from '../protocol/load-events.ts';
import { addPlace } from '../session/held-places.ts';
import type { Moment } from '../session/moments.ts';
import { grown } from '../session/moments.ts';
import type { Program } from '../session/program.ts';
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
  | { readonly kind: 'loop' | 'idle'; readonly ratio: number }
  | { readonly kind: 'cores'; readonly ratio: number };

/** A function that holds the loop for a tenth of the time is what every tenth request meets. */
const heldRatio = 0.1;
/** A loop that is busier has no room for one more request; one that is below is not what they wait for. */
const busyRatio = 0.9;
const idleRatio = 0.5;
/** Of all cores of the machine. */
const usedRatio = 0.95;

/** In that step, in the process that works most; null where nobody sees it. */
export function causeOf(program: Program, step: LoadStep): (Cause & { readonly watch: Watch }) | null {
  const { started } = program.load ?? {};
  const watch = [...program.watches.values()]
    .filter((one) => one.program !== null)
    .toSorted((a, b) => (b.cpu.last?.cpuMs ?? 0) - (a.cpu.last?.cpuMs ?? 0))[0];
  if (!started || !watch) return null;
  const fromMs = started.monotonicMs + step.startedMs - watch.program!.monotonicMs;
  const found = causeIn(watch, fromMs, fromMs + step.overMs);
  return found && { ...found, watch };
}

/** Between two times of that process. */
export function causeIn(watch: Watch, fromMs: number, toMs: number): Cause | null {
  const held = watch.loop.held
    .filter(({ startedMs, durationMs }) => startedMs < toMs && startedMs + durationMs > fromMs)
    .map((one) => within(one, fromMs, toMs));
  const [place] = held
    .filter(({ cause }) => cause !== 'collector' && cause !== 'lock')
    .reduce<readonly HeldPlace[]>(addPlace, []);
  const placeRatio = (place?.heldMs ?? 0) / (toMs - fromMs);
  if (place && placeRatio >= heldRatio) return { kind: 'place', place, held, ratio: Math.min(1, placeRatio) };
  const span = spanOf(watch.moments, fromMs, toMs);
  if (span === null) return null;
  const measuredMs = grown(span, 'measuredMs') ?? 0;
  const busy = measuredMs > 0 ? (grown(span, 'busyMs') ?? 0) / measuredMs : null;
  if (busy !== null && busy >= busyRatio) return { kind: 'loop', ratio: Math.min(1, busy) };
  const [usedMs, ofMs] = [grown(span, 'usedCoreMs'), grown(span, 'coreMs')];
  const used = usedMs === null || ofMs === null || ofMs <= 0 ? null : usedMs / ofMs;
  if (used !== null && used >= usedRatio) return { kind: 'cores', ratio: Math.min(1, used) };
  return busy !== null && busy <= idleRatio ? { kind: 'idle', ratio: 1 - busy } : null;
}

/** The part of it that was then. */
function within(held: Held, fromMs: number, toMs: number): Held {
  const startedMs = Math.max(held.startedMs, fromMs);
  const endMs = Math.min(held.startedMs + held.durationMs, toMs);
  return { ...held, startedMs, durationMs: endMs - startedMs };
}

/** The moments around these times. */
function spanOf(moments: readonly Moment[], fromMs: number, toMs: number) {
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
      return `${share} of the machine's cores was used.`;
    case 'idle':
      return `The loop was idle ${share} of the time: requests waited for something else.`;
  }
}
