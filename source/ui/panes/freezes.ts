import { commonFolder } from '../../findings/file-words.ts';
import {
  atWords,
  byWords,
  frameWords,
  heldWords,
  mostHeldOf,
  placeWords,
  shareWords,
} from '../../findings/held-words.ts';
import { duration, holderName, plural, times } from '../../format.ts';
import { ownFrames } from '../../session/own-frame.ts';
import { type Held, heldNow, type Vitals } from '../../session/vitals.ts';
import { placeRows, shortRoute } from '../path-text.ts';
import { widthOf } from '../text.ts';
import { frozenSign, type Style } from '../theme.ts';
import { laneName } from './pane.ts';

/** `❄ frozen 1.4 s by task 3`: how long, where if not on the main loop, and by whom. */
export const freezeWords = (session: Vitals, held: Held): string =>
  frozenFor(session, held) + byWords(held.holder);

const frozenFor = (session: Vitals, { lane, durationMs }: Held) =>
  `${frozenSign} ${lane === 0 ? '' : `${laneName(session, lane)} `}frozen ${duration(durationMs)}`;

/** What a row below tells, so that the title need not. */
type Below = { readonly place: boolean; readonly holder: boolean };

/** The title of a loop that is frozen: as much of who does what, and where, as there is room for. */
export function freezeTitle(session: Vitals, held: Held, room: number, below: Below): string {
  const start = frozenFor(session, held);
  const whole = [...(below.place ? [] : [heldWords(held)]), heldWords({ ...held, frames: [] })];
  const more = whole.map((words) => start + words.slice(duration(held.durationMs).length));
  const told = [...more, freezeWords(session, held)].find((text) => widthOf(text) <= room);
  if (told !== undefined) return told;
  if (held.holder === null || below.holder) return start;
  const name = holderName(held.holder);
  const by = byWords(held.holder).slice(0, -name.length);
  return start + by + shortRoute(name, room - widthOf(start + by));
}

/** Cells of a title's row beside its words. */
export const besideTitle = 4;

/** Whether a row tells where the code is that holds the loop now, or that it froze before. */
export function isFreezeTold(session: Vitals): boolean {
  const freeze = heldNow(session);
  return freeze ? placeWords(freeze) !== null : session.loop.freezeCount > 0;
}

export type Row = readonly [text: string, style: Style | null];
type Told = { readonly glance: readonly Row[]; readonly more: readonly Row[] };

/**
 * Rows below the lanes, the most important first. `glance`: while the loop is frozen, where the code is that holds it, and for
 * whom; after it, how often and for how long it was frozen, and which function held it most. `more`: who called it, and the
 * longest freezes.
 */
export function freezeRows(session: Vitals, width: number): Told {
  const freeze = heldNow(session);
  const { longest, freezeCount, held } = session.loop;
  const most = mostRows(session, width);
  if (freeze) {
    const isInTitle = widthOf(freezeWords(session, freeze)) <= width - besideTitle;
    const { place, share } = placedRows(freeze, width);
    const glance = [...place, ...(isInTitle ? [] : holderRows(freeze, width)), ...share];
    return {
      glance: styled(glance, 'cold'),
      more: [...styled(callerRows(freeze, width), 'cold'), ...most],
    };
  }
  if (freezeCount === 0) return { glance: [], more: [] };
  if (freezeCount === 1) return { glance: onceRows(held.at(-1)!, width), more: [] };
  return {
    glance: sumRows(session, width),
    more: styled(
      longest.flatMap((one) => longestRows(one, width)),
      null,
    ),
  };
}

/** Rows of a pane that has the screen: each of the longest freezes with the stack of the person's code. */
export function freezeDetails(session: Vitals, width: number): readonly Row[] {
  const { loop } = session;
  if (loop.freezeCount === 0) return [];
  const now = heldNow(session);
  const told = [...(now ? [now] : []), ...loop.longest.filter((held) => held !== now)];
  const each = told.flatMap((held): Row[] => {
    const { place, share } = placedRows(held, width);
    return [
      blank,
      ...styled(indented(wholeWords(held), width, ' '), held.over ? 'strong' : 'cold'),
      ...styled([...place, ...share, ...callerRows(held, width)], held.over ? null : 'cold'),
    ];
  });
  return [blank, ...sumRows(session, width), ...each, blank];
}

const blank: Row = ['', null];
const styled = (rows: readonly string[], style: Style | null) => rows.map((text): Row => [text, style]);
/** Words in rows that are indented, nothing of them cut. */
const indented = (words: string, width: number, indent = '   ') =>
  placeRows(words, width - indent.length).map((row) => indent + row);

/** What a freeze was, without its place: `❄ 1.6 s by task 3, computing`. */
const wholeWords = (held: Held) => `${frozenSign} ${heldWords({ ...held, frames: [] })}`;

/** How often and how long it was frozen, and which function held it most, unless the first row says that of all freezes. */
function sumRows(session: Vitals, width: number): Row[] {
  const { loop } = session;
  const row = timesRow(session, width);
  const at = placed(loop.held.at(-1)!);
  const [place, often] = mostHeldOf(loop) ?? [];
  const isOfAll = place === `most${at}` && often?.endsWith(` in ${plural(loop.freezeCount, 'freeze')}`);
  return isOfAll && row[0].endsWith(at) ? [row] : [row, ...mostRows(session, width)];
}

/** `❄ froze 4 times, 6.4 s in total, last by task 3`: as much of it as there is room for. */
function timesRow({ loop }: Vitals, width: number): Row {
  const { freezeCount, frozenMs, held } = loop;
  const last = held.at(-1)!;
  const by = byWords(last.holder);
  const often = ` ${frozenSign} froze ${times(freezeCount)}, ${duration(frozenMs)}`;
  const whole = `${often} in total`;
  const lastBy = by === '' ? '' : `, last${by.replace(/^,/, '')}`;
  const texts = [`${whole}${lastBy}${placed(last)}`, `${whole}${lastBy}`, whole, often];
  return [texts.find((text) => widthOf(text) <= width) ?? often, 'cold'];
}

const placed = (held: Held) => ` ${atWords(held) ?? ''}`.trimEnd();

/** Of a loop that froze once all is told: in one row where there is room for it. */
function onceRows(held: Held, width: number): Row[] {
  const once = ` ${frozenSign} froze once, ${duration(held.durationMs)}`;
  const fits = (text: string) => widthOf(text) <= width;
  const [whole, at] = [once + byWords(held.holder) + placed(held), once + placed(held)];
  if (fits(whole)) return [[whole, 'cold']];
  const [first, place] = fits(at) ? [at, []] : [once, placedRows(held, width).place];
  return [[first, 'cold'], ...styled([...place, ...holderRows(held, width)], null)];
}

/** Which function held the loop for how long. */
function mostRows({ loop }: Vitals, width: number): Row[] {
  const most = mostHeldOf(loop);
  if (most === null) return [];
  const whole = `   ${most.join(': ')}`;
  const rows = widthOf(whole) <= width ? [whole] : most.flatMap((part) => indented(part, width));
  return styled(rows, null);
}

/**
 * `1.6 s by task 3, computing, at auth.js:42 in hashPassword, in 9 of 11 looks at its stack`: as much of it as there is room for
 * in one row. The next row may be below the end of the pane.
 */
function longestRows(held: Held, width: number): string[] {
  const short = { ...held, cause: null, stacks: 0 };
  const bare = { ...short, holder: null };
  const unnamed = { ...bare, frames: held.frames.map((frame) => ({ ...frame, name: null })) };
  const texts = [held, { ...held, stacks: 0 }, short, bare, unnamed].map(heldWords);
  return indented(texts.find((text) => widthOf(text) <= width - 3) ?? texts.at(-1)!, width);
}

/** The files of one stack are told from the folder on that all of them are below: so none is taken for another of its name. */
const rootOf = (held: Held) => commonFolder(ownFrames(held).map(({ file }) => file));

/** Where the code was, and in how many looks it was found there: in one row where there is room for it. */
function placedRows(held: Held, width: number): { readonly place: string[]; readonly share: string[] } {
  const [at, short] = [atWords(held, rootOf(held)), atWords(held)];
  if (at === null || short === null) return { place: [], share: [] };
  const share = shareWords(held);
  const fits = (text: string) => widthOf(text) <= width - 3;
  const whole = share === null ? at : `${at}, ${share}`;
  if (fits(whole)) return { place: [`   ${whole}`], share: [] };
  const place = indented(fits(at) ? at : short, width);
  return { place, share: share === null ? [] : indented(share, width) };
}

/** For whom it held the loop. */
function holderRows({ holder }: Held, width: number): string[] {
  if (holder === null) return [];
  const name = holderName(holder);
  const by = byWords(holder).replace(/^,? /, '').slice(0, -name.length);
  return [`   ${by}${shortRoute(name, width - 3 - by.length)}`];
}

/** Who called that in the person's own code, and the answers that arrive meanwhile: they wait as well. */
function callerRows(held: Held, width: number): string[] {
  const [, ...callers] = ownFrames(held);
  const root = rootOf(held);
  return [
    ...callers.flatMap((frame) => {
      const [whole, short] = [`called at ${frameWords(frame, root)}`, `called at ${frameWords(frame)}`];
      return indented(widthOf(whole) <= width - 3 ? whole : short, width);
    }),
    ...unreadRows(held),
  ];
}

function unreadRows({ unreadSockets, over }: Held): string[] {
  if (unreadSockets === null || unreadSockets === 0) return [];
  const has = over ? 'had' : unreadSockets === 1 ? 'has' : 'have';
  return [`   ${plural(unreadSockets, 'socket')} ${has} unread data`];
}
