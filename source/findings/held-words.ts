import { count, duration, holderName, isSure, plural } from '../format.ts';
import { heldPlaces } from '../session/held-places.ts';
import { calledAt, ownFrame, ownFrames, type Placed } from '../session/own-frame.ts';
import type { Held, HeldPlace, Loop } from '../session/vitals.ts';
import { waitWords } from './call-words.ts';
import { fileWords } from './file-words.ts';
import { waitsInPython } from './instead.ts';

/** `work.py:7 in regex`; null where it is not known. `root`: the folder that its path is told from. */
export function placeWords(held: Pick<Held, 'frames'>, root: string | null = null): string | null {
  const frame = ownFrame(held);
  return frame && frameWords(frame, root);
}

const placedWords = { at: 'at', near: 'near', before: 'just before', below: 'below' } as const;

/** `at work.py:7 in regex`; `just before` a line that the code had gone on to; null where it is not known. */
export function atWords(held: Pick<Held, 'frames' | 'placed'>, root: string | null = null): string | null {
  const place = placeWords(held, root);
  return place === null ? null : `${placedWords[held.placed ?? 'at']} ${place}`;
}

/** What is told of a place. */
type Told = Pick<HeldPlace, 'name' | 'file' | 'line' | 'placed' | 'freezes' | 'heldMs'>;

/** The same of a function that held the loop several times. */
const atPlaceWords = (place: Told) => `${placedWords[place.placed]} ${frameWords(place)}`;

/** `work.py:7 in regex`; from `root` on `lib/work.py:7 in regex`. */
export function frameWords(
  { file, line, name }: Pick<Placed, 'file' | 'line' | 'name'>,
  root: string | null = null,
): string {
  return `${fileWords(file, root)}:${line}${name === null ? '' : ` in ${name}`}`;
}

/** As many as tell how the code came there. */
const mostCallers = 3;

/** Who called the place of a freeze, in one line: `called at login.js:17 in login, app.js:9`; none where nobody is known. */
export function callerLines(held: Pick<Held, 'frames'>): string[] {
  const [here, ...others] = ownFrames(held).map((frame) => frameWords(frame));
  // A call of native code may call back to the very line that made it.
  const callers = others.filter((caller) => caller !== here).slice(0, mostCallers);
  return callers.length === 0 ? [] : [`called at ${callers.join(', ')}`];
}

/** `in 9 of 11 looks at its stack`: how often it was found there; null where one look is all there was. */
export function shareWords({ stacks, stacksHere }: Pick<Held, 'stacks' | 'stacksHere'>): string | null {
  return stacks > 1 ? `in ${count(stacksHere)} of ${count(stacks)} looks at its stack` : null;
}

/** Of so many freezes some were mostly waits for a core, so long together. */
type Freezes = { readonly freezes: number; readonly withoutCore: Loop['withoutCore'] };

/**
 * `most at auth.js:42 in hashPassword`, `6.1 s in 4 freezes; waited for a core 1.2 s in 2`: which function held the loop longest, over
 * all freezes, and how long it had no core; the longer of both first. Null where that is known of less than half of them, and of a
 * single freeze, of which all is told by itself.
 */
export function mostHeld(
  places: readonly Told[],
  { freezes, withoutCore }: Freezes,
): readonly [place: string, times: string] | null {
  const [most] = places;
  const known = places.reduce((sum, place) => sum + place.freezes, withoutCore.freezes);
  if (freezes < 2 || 2 * known < freezes) return null;
  const waited = `${duration(withoutCore.ms)} in `;
  if (most && most.heldMs >= withoutCore.ms) {
    const beside =
      withoutCore.freezes > 0 ? `; waited for a core ${waited}${count(withoutCore.freezes)}` : '';
    return [
      `most ${atPlaceWords(most)}`,
      `${duration(most.heldMs)} in ${plural(most.freezes, 'freeze')}${beside}`,
    ];
  }
  if (withoutCore.freezes === 0) return null;
  const beside = most ? `; ${atPlaceWords(most)} ${duration(most.heldMs)} in ${count(most.freezes)}` : '';
  return ['most waiting for a core', `${waited}${plural(withoutCore.freezes, 'freeze')}${beside}`];
}

/** The same of a loop, as it stands. */
export const mostHeldOf = (loop: Loop) =>
  mostHeld(heldPlaces(loop), { freezes: loop.freezeCount, withoutCore: loop.withoutCore });

/** The same in one line. */
export const inOneLine = (most: ReturnType<typeof mostHeld>): string | null => most?.join(': ') ?? null;

/**
 * What the loop did, or waited for, and where, as a sentence has it: `in pbkdf2Sync at auth.mjs:42 in hash`. Null where the
 * one or the other is not known.
 */
export function didWords(held: Omit<Held, 'over'>): string | null {
  // What was on its stack would have gone on, had there been a core.
  const did = held.cause === 'no-core' ? 'waiting for a core most of the time,' : causeWords(held);
  const at = atWords(held);
  if (at === null) return null;
  const waits = held.cause === 'child' || held.cause === 'blocked';
  const isOthers = held.cause === 'lock' || held.cause === 'no-core';
  const called = isOthers ? null : (calledAt(held)?.name ?? (waits ? waitsInPython(held) : null));
  if (called === null || did === null) return did === null ? at : `${did} ${at}`;
  return `${waits ? 'waiting in' : 'in'} ${called} ${at}`;
}

/** What the loop did, or waited for, as it was held: `computing`; null where it is not known. */
function causeWords({ cause, call }: Pick<Held, 'cause' | 'call'>): string | null {
  switch (cause) {
    case 'computing':
      return 'computing';
    case 'native-call':
      return 'in native code';
    case 'collector':
      return 'collecting garbage';
    case 'lock':
      return 'waiting for the lock';
    case 'no-core':
      return 'waiting for a core';
    case 'child':
      return 'waiting for a child process';
    case 'blocked':
      return waitWords(call);
    case null:
      return null;
  }
}

/**
 * All that is known of a freeze, in one line: `390 ms by task 3, computing, at work.py:7 in regex, in 9 of 11 looks at its
 * stack`. Of the lock it is told who held it, and where: the loop itself did nothing.
 */
export function heldWords(held: Omit<Held, 'over'>): string {
  const { holder, cause, durationMs } = held;
  const did = causeWords(held);
  const place = atWords(held);
  const share = shareWords(held);
  const at = place && (share === null ? place : `${place}, ${share}`);
  if (cause === 'lock') {
    const holding = holder === null ? '' : `${perhaps(holder)} held by ${holderName(holder)}`;
    return `${duration(durationMs)}, ${did}${holding}${at === null ? '' : ` ${at}`}`;
  }
  const parts = [did && `, ${did}`, at && `, ${at}`];
  return `${duration(durationMs)}${byWords(holder)}${parts.map((part) => part ?? '').join('')}`;
}

/** ` by task 3`, `, probably by POST /login`, to go on with behind a time; empty where it is not known. */
export const byWords = (holder: Held['holder']) =>
  holder === null ? '' : `${perhaps(holder)} by ${holderName(holder)}`;

const perhaps = (holder: NonNullable<Held['holder']>) => (isSure(holder) ? '' : ', probably');
