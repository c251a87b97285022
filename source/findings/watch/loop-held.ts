import { feltWaitMs } from '../../catalog/figures.ts';
import { wordsOf } from '../../catalog/models.ts';
import { duration, holderName, plural, seconds, times } from '../../format.ts';
import type { RuntimeId } from '../../protocol/plan.ts';
import { withCertain } from '../../session/certain-places.ts';
import { addPlace, isHeldIn } from '../../session/held-places.ts';
import { calledAt, callerOf, ownFrames } from '../../session/own-frame.ts';
import type { Held, HeldPlace } from '../../session/vitals.ts';
import type { Watch } from '../../session/watch.ts';
import { worstOf } from '../held-place.ts';
import { insteadOf, lighterOf } from '../instead.ts';
import { ranBy } from '../measure-words.ts';
import type { Advice } from '../step.ts';
import { culpritWords, functionWords } from './place-words.ts';
import { ownPart, recentFreezes } from './recent.ts';
import type { WatchFound, WatchRule } from './rule.ts';

/** What takes a hundredth of the time is met by one request in a hundred: it is their p99. */
const feltRatio = 0.01;

/** Functions of the person's own that kept the loop from everything else. */
export const loopHeld: WatchRule = {
  id: 'loop-held',
  looksFor: 'the lines that hold the event loop for 100 ms or longer, and for which request',
  find(watch) {
    const runtime = watch.started?.engine?.runtime;
    if (runtime === undefined) return [];
    const { held: all, overMs } = recentFreezes(watch);
    const held = withCertain(all.flatMap((one) => ownPart(one) ?? []));
    return held
      .reduce(addPlace, [])
      .filter(({ longestMs }) => longestMs >= feltWaitMs)
      .map((place) =>
        findingOf(
          watch,
          runtime,
          place,
          held.filter((one) => isHeldIn(one, place)),
          overMs,
        ),
      );
  },
};

function findingOf(
  watch: Watch,
  runtime: RuntimeId,
  place: HeldPlace,
  held: readonly Held[],
  overMs: number,
): WatchFound {
  const { freezes, heldMs, longestMs } = place;
  const worst = worstOf(held)!;
  return {
    rule: loopHeld.id,
    subject: subjectOf(place),
    severity: heldMs >= feltRatio * overMs ? 'problem' : 'warning',
    saw: `${culpritWords(place, 'A')} held the loop ${times(freezes)}, ${duration(heldMs)} of the last ${seconds(overMs)}`,
    figures: {
      freezes,
      heldMs: Math.round(heldMs),
      longestMs: Math.round(longestMs),
      overMs: Math.round(overMs),
    },
    why: [whatFor(worst, held), calledBy(worst), 'Nothing else was answered meanwhile.']
      .filter((one) => one !== null)
      .join(' '),
    ...adviceOf(watch, runtime, worst),
    source: wordsOf({ runtime }).pages.eventLoop,
  };
}

/** `execSync in resize (image.js:6)`: what one function does in several ways, maybe in one line, is several findings. */
function subjectOf(place: HeldPlace): string {
  const { way } = place;
  return way === 'computes' ? functionWords(place) : `${way} in ${functionWords(place)}`;
}

/** What it called, and for whom, as a sentence: `In pbkdf2Sync, serving POST /login.` Null where neither is known. */
function whatFor(worst: Held, held: readonly Held[]): string | null {
  const call = calledAt(worst)?.name;
  const parts = [call === undefined ? [] : `in ${call}`, servedWords(worst, held) ?? []].flat();
  const [first = '', ...others] = parts;
  return first === '' ? null : `${first[0]!.toUpperCase()}${[first.slice(1), ...others].join(', ')}.`;
}

/** `Called by report (jobs.js:40).` Null where no other function of the person's own is known. */
function calledBy(held: Held): string | null {
  const caller = callerOf(held);
  if (caller === null) return null;
  return `Called ${caller.name === null ? 'at' : 'by'} ${functionWords(caller)}.`;
}

function servedWords(worst: Held, held: readonly Held[]): string | null {
  const { holder } = worst;
  if (holder?.kind === 'timer') return timerWords(worst, holder);
  if (holder?.kind !== 'request') return null;
  const requests = new Set(held.flatMap((one) => (one.holder?.kind === 'request' ? one.holder.request : [])));
  const others = requests.size - 1;
  const likely = holder.certainty === 'likely' ? 'probably ' : '';
  return `${likely}serving ${holder.request}${others > 0 ? ` and ${plural(others, 'other request')}` : ''}`;
}

/** `called by a timer that runs refresh (jobs.js:40)`: what it runs tells which it is. */
function timerWords(held: Held, timer: NonNullable<Held['holder']>): string {
  const runs = ownFrames(held).at(-1);
  return `called by ${holderName(timer)}${runs ? ` that runs ${functionWords(runs)}` : ''}`;
}

/** How what holds the loop is done beside it, where no other form of the call is known. */
const remedies: Readonly<Record<RuntimeId, { readonly computing: string; readonly waiting: string }>> = {
  node: {
    computing: 'Do it in a worker thread, or in parts with a turn of the loop in between',
    waiting: 'Use a form of this call that returns a promise, or a worker thread',
  },
  python: {
    computing: 'Do it in a ProcessPoolExecutor, or in parts: await asyncio.sleep(0)',
    waiting: 'Do it in a thread: await asyncio.to_thread(…)',
  },
};

/** What to do about a function that holds the loop. */
export function adviceOf(watch: Watch, runtime: RuntimeId, worst: Held): Advice {
  const starving = worst.starvedBy && wordsOf({ runtime }).starving?.[worst.starvedBy];
  const instead = insteadOf(worst, runtime);
  const waits = worst.cause === 'child' || worst.cause === 'blocked';
  const { waiting, computing } = remedies[runtime];
  const remedy = instead
    ? `Use ${instead.use} instead of ${instead.call}`
    : (starving?.next ?? (waits ? waiting : (lighterOf(worst, runtime) ?? computing)));
  const places = ownFrames(worst).map(({ name, file, line }) => ({ name, file, line }));
  return { next: remedy, step: { kind: 'measure', places, ...ranBy(watch) } };
}
