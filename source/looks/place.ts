import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The line that what Node says of a syntax error begins with: `/work.js:3`. */
const heading = /^()((?:file:\/\/)?\/.+):(\d+)$/;
/** A frame of a stack as V8 writes it: `at run (file:///work.js:3:9)`, `at async /work.cjs:3:9`. */
const frame = /^\s+at (?:async )?(?:(.*) \()?((?:file:\/\/)?\/.+):(\d+):\d+\)?$/;
/** Where Heddle's own code is: `source`, or in the built package `dist/engine`. */
const here = dirname(fileURLToPath(import.meta.url));
const own = (import.meta.url.endsWith('.ts') ? resolve(here, '..') : here) + sep;
/** A path is no longer on Linux; what is longer is no place. */
const longest = 4096;
const longestName = 60;

/** What V8 writes around the name that a function has in its file: `Object.default [as run]`. */
const alias = /^Object\.| \[as .*\]$/g;
/** As many frames as tell how it came there. */
const mostFrames = 4;

/** Where a stack says that it began, outside of Node, of packages and of Heddle: `/work.js:3`. Null where it does not. */
export function placeOf(stack: unknown): string | null {
  return ownFrames(stack).next().value?.place ?? null;
}

/** The frames of a stack in files of the person's own, nearest first: `resize (/work.js:3)`. At most four. */
export function framesOf(stack: unknown): string[] {
  const frames = [...ownFrames(stack)].slice(0, mostFrames);
  return frames.map(({ name, place }) => (name === '' ? place : `${name.slice(0, longestName)} (${place})`));
}

function* ownFrames(stack: unknown): Generator<{ readonly name: string; readonly place: string }> {
  if (typeof stack !== 'string') return;
  for (const [at, line] of stack.split('\n').entries()) {
    const [, name = '', file, number] = frame.exec(line) ?? (at === 0 ? heading.exec(line) : null) ?? [];
    if (!file || !number || file.length > longest || file.includes('/node_modules/')) continue;
    const path = fileOf(file);
    if (path !== null) yield { name: name.replace(alias, ''), place: `${path}:${number}` };
  }
}

/**
 * ` (work.js:3)`, for the end of a sentence on an error; nothing where its place is not known. The path is relative where
 * that is below the working directory.
 */
export function atPlace(place: string | null): string {
  if (place === null) return '';
  const below = relative(process.cwd(), place);
  return ` (${below.startsWith('..') || isAbsolute(below) ? place : below})`;
}

/** The path of a file by its path or address; null for what is no file of this system, or one of Heddle's. */
export function fileOf(file: string): string | null {
  const path = file.startsWith('file:') ? pathOf(file) : file;
  return path?.startsWith('/') && !path.startsWith(own) ? path : null;
}

/** Null for an address that is no file of this system. */
function pathOf(url: string): string | null {
  try {
    return fileURLToPath(url);
  } catch {
    return null;
  }
}
