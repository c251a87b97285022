import {
  atWords,
  byWords,
  frameWords,
  heldWords,
  mostHeldShort,
  mostHeldWords,
  placeWords,
  shareWords,
} from '../../findings/held-words.ts';
import { count, duration, plural } from '../../format.ts';
import { heldPlaces } from '../../session/held-places.ts';
import { ownFrames } from '../../session/own-frame.ts';
import { type Held, heldNow, type Vitals } from '../../session/vitals.ts';
import { toWidth, widthOf } from '../text.ts';
import { frozenSign, type Style } from '../theme.ts';
import { laneName } from './pane.ts';

/**
 * `frozen 1.4 s by task 3, computing`: how long, where if not on the main loop, and as much of who did what as there is
 * room for. `hasPlace`: a row of its own tells the line in the code.
 */
export function freezeText(session: Vitals, held: Held, room = 0, hasPlace = false): string {
  const where = held.lane === 0 ? '' : `${laneName(session, held.lane)} `;
  const { holder, durationMs } = held;
  const short = `${duration(durationMs)}${byWords(holder)}`;
  const told = [...(hasPlace ? [] : [heldWords(held)]), heldWords({ ...held, frames: [] }), short];
  const words = told.map((text) => `${frozenSign} ${where}frozen ${text}`);
  return words.find((text) => widthOf(text) <= room) ?? words.at(-1)!;
}

/** Whether a row tells where the code is that holds the loop now, or that it froze before. */
export function isFreezeTold(session: Vitals): boolean {
  const freeze = heldNow(session);
  return freeze ? placeWords(freeze) !== null : session.loop.freezeCount > 0;
}

export type Row = readonly [text: string, style: Style | null];

/**
 * Rows below the lanes, the most important first: while the loop is frozen, where the code is that holds it, and who
 * called that; after it, how often and for how long it was frozen, which function held it most, and the longest freezes.
 */
export function freezeRows(session: Vitals, width: number): Row[] {
  const freeze = heldNow(session);
  const { longest, freezeCount } = session.loop;
  if (freeze) return [...stackRows(freeze, width, 'cold'), ...mostRows(session, width)];
  if (freezeCount === 0) return [];
  // Of one that froze once all is told in a row.
  const each = freezeCount > 1 ? longest.map((held): Row => [longestRow(held, width), null]) : [];
  return [timesRow(session, width), ...mostRows(session, width), ...each];
}

/** Rows of a pane that has the screen: each of the longest freezes with the stack of the person's code. */
export function freezeDetails(session: Vitals, width: number): Row[] {
  const { loop } = session;
  if (loop.freezeCount === 0) return [];
  const now = heldNow(session);
  const told = [...(now ? [now] : []), ...loop.longest.filter((held) => held !== now)];
  const each = told.flatMap((held): Row[] => [
    blank,
    [` ${titleOf(held)}`, held.over ? 'strong' : 'cold'],
    ...stackRows(held, width, held.over ? null : 'cold'),
  ]);
  return [blank, timesRow(session, width), ...mostRows(session, width), ...each, blank];
}

const blank: Row = ['', null];

/** `❄ froze 4 times, 6.4 s in total, last by task 3 at auth.js:42`: as much of it as there is room for. */
function timesRow({ loop }: Vitals, width: number): Row {
  const { freezeCount, frozenMs, held } = loop;
  const last = held.at(-1)!;
  const place = atWords(last);
  const at = place === null ? '' : ` ${place}`;
  const by = byWords(last.holder);
  const total = duration(frozenMs);
  if (freezeCount === 1) {
    const once = ` ${frozenSign} froze once, ${total}`;
    return [firstThatFits([`${once}${by}${at}`, `${once}${at}`, `${once}${by}`, once], width), 'cold'];
  }
  const times = ` ${frozenSign} froze ${count(freezeCount)} times, ${total}`;
  const whole = `${times} in total`;
  const lastBy = by === '' ? '' : `, last${by.replace(/^,/, '')}`;
  const texts = [...(by === '' ? [] : [`${whole}${lastBy}${at}`]), `${whole}${lastBy}`, whole, times];
  return [firstThatFits(texts, width), 'cold'];
}

/** Which function held the loop for how long. */
function mostRows({ loop }: Vitals, width: number): Row[] {
  const places = heldPlaces(loop);
  const [most] = places;
  const words = most && mostHeldWords(places, loop.freezeCount);
  return words ? [[firstThatFits([`   ${words}`, `   ${mostHeldShort(most)}`], width), null]] : [];
}

/** The first of these texts that is no wider, else the last one, cut off. */
function firstThatFits(texts: readonly string[], width: number): string {
  return texts.find((text) => widthOf(text) <= width) ?? toWidth(texts.at(-1)!, width);
}

/** `1.6 s by task 3, computing, at auth.js:42 in hashPassword, in 9 of 11 looks at its stack`: as much of it as there is room for. */
function longestRow(held: Held, width: number): string {
  const short = { ...held, cause: null, stacks: 0 };
  const all = [held, { ...held, stacks: 0 }, short, { ...short, holder: null }];
  const texts = all.map((one) => `   ${heldWords(one)}`);
  return firstThatFits(texts, width);
}

/** What a freeze was, without its place: `❄ 1.6 s by task 3, computing`. */
const titleOf = (held: Held) => `${frozenSign} ${heldWords({ ...held, frames: [] })}`;

/** The frames of the person's own code: where it was, how often it was found there, who called that, and what waits. */
function stackRows(held: Held, width: number, style: Style | null): Row[] {
  const [first, ...callers] = ownFrames(held);
  const rows = [
    ...(first === undefined ? [] : placeRows(held, width)),
    ...callers.map((frame) => `   called at ${frameWords(frame)}`),
    ...unreadRows(held),
  ];
  return rows.map((text): Row => [toWidth(text, width), style]);
}

/** In one row where there is room for it. */
function placeRows(held: Held, width: number): string[] {
  const at = `   ${atWords(held)}`;
  const share = shareWords(held);
  if (share === null) return [at];
  const whole = `${at}, ${share}`;
  return widthOf(whole) <= width ? [whole] : [at, `   ${share}`];
}

/** Answers that arrive while the loop is frozen wait as well. */
function unreadRows({ unreadSockets, over }: Held): string[] {
  if (unreadSockets === null || unreadSockets === 0) return [];
  const has = over ? 'had' : unreadSockets === 1 ? 'has' : 'have';
  return [`   ${plural(unreadSockets, 'socket')} ${has} unread data`];
}
