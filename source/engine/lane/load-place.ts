import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Heddle's own engine, whose lines help nobody: `source`, or in the built package `dist/engine`. */
const here = dirname(fileURLToPath(import.meta.url));
const ownFolder = (import.meta.url.endsWith('.ts') ? resolve(here, '../..') : here) + sep;

/** The line that a syntax error begins with: `/work/mine.js:3`. */
const heading = /^(.+):(\d+)$/;
/** A line of a stack, `at f (file:///work/mine.js:3:5)` or `at /work/mine.js:3:5`. */
const frame = /^\s+at (?:.*\()?(?:async )?(.+?):(\d+):\d+\)?$/;

/**
 * Where an error came from as `file:line`, relative to the working directory where it is below that: the innermost line of
 * the person's own code, else of a package it called. Null where the stack does not tell.
 */
export function placeOfError(error: unknown): string | null {
  const stack = stackOf(error);
  if (stack === null) return null;
  const [first = '', ...rest] = stack.split('\n');
  const top = placeIn(heading.exec(first));
  if (top) return top.text;
  const frames = rest.flatMap((line) => placeIn(frame.exec(line)) ?? []);
  const own = frames.filter(({ file }) => !file.startsWith(ownFolder));
  return (own.find(({ file }) => !file.includes(`${sep}node_modules${sep}`)) ?? own[0])?.text ?? null;
}

function stackOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('stack' in error)) return null;
  return typeof error.stack === 'string' ? error.stack : null;
}

function placeIn(match: RegExpExecArray | null): { file: string; text: string } | null {
  const [, where = '', line = ''] = match ?? [];
  const file = where.startsWith('file://') ? pathOf(where) : where;
  if (file === null || !isAbsolute(file)) return null;
  const below = relative(process.cwd(), file);
  return { file, text: `${below.startsWith('..') || isAbsolute(below) ? file : below}:${line}` };
}

/** A query behind it tells two copies of a module apart, for whoever wrote it. */
function pathOf(url: string): string | null {
  try {
    return fileURLToPath(url.replace(/[?#].*$/, ''));
  } catch {
    return null;
  }
}
