import { toWidth, widthOf, wrapped } from './text.ts';

/** Fewer cells of the end of a path tell it from no other. */
const leastEnd = 6;

/** A part of a path that stands for one of many: `:id`, `42`, `7f3e9a0c`. */
const isId = (part: string) => /^\/:|\d/.test(part);

/**
 * `GET /acco…/members/:n`: a request, or its route, in at most that width. Of both the last name stays, with the id behind it, so
 * that a request looks like its route however long its ids are; where that is too long, how it ends.
 */
export function shortRoute(text: string, width: number): string {
  const method = /^\S+ /.exec(text)?.[0] ?? '';
  const path = text.slice(method.length);
  return cut(method, path, width, (room) => {
    const parts = path.split(/(?=\/)/);
    const name = parts.findLastIndex((part) => !isId(part));
    const ends = [parts.slice(Math.max(0, name)).join(''), parts.at(-1)!];
    return ends.find((end) => end.length <= room) ?? path.slice(-Math.floor(room / 2));
  });
}

/**
 * A path behind a word, in at most that width. What is too long loses the middle of its path: how it begins and how it ends, with as
 * many folders as there is room for, tell it from others.
 */
export function shortPath(word: string, path: string, width: number): string {
  return cut(word, path, width, (room) => {
    const parts = Array.from(path.matchAll(/\//g), ({ index }) => path.slice(index));
    return parts.find((part) => part.length <= room) ?? path.slice(-room);
  });
}

/** `endOf`: how it ends, in at most so many cells. */
function cut(word: string, path: string, width: number, endOf: (room: number) => string): string {
  const text = word + path;
  const size = widthOf(text);
  if (size <= width) return text;
  const room = width - word.length - 1;
  // Where cells and characters are not the same it would have to be found where to cut.
  if (size !== text.length || room < leastEnd) return toWidth(text, width);
  const end = endOf(room);
  return `${word}${path.slice(0, room - end.length)}…${end}`;
}

const unbroken = '\u00a0';

/**
 * `at auth.js:42 in hashPassword` in rows of at most that width: where it is stays together, and so does the name of the function;
 * nothing of it is cut.
 */
export function placeRows(text: string, width: number): string[] {
  const held = text.replace(/\b(just|at|in|below|before) (?=\S)/g, `$1${unbroken}`);
  return wrapped(held, Math.max(1, width)).map((row) => row.replaceAll(unbroken, ' '));
}
