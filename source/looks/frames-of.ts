import type { VitalEventOf } from '../protocol/vital-events.ts';
import type { Site } from './look.ts';
import { fileOf } from './place.ts';

export type Frame = VitalEventOf<'held'>['frames'][number];

/** As many as tell what was called, by which code, and how that came to run. */
const mostFrames = 12;

const packages = /[\\/]node_modules[\\/]/;

/** Whether a frame is in a file of the person's own, and not of Node or of a package. */
export const isOwn = ({ file }: Frame) => file !== null && isFile(file) && !packages.test(file);

/** Whether it is a place on disk: what Node calls `node:fs`, and code without a file, is none. */
const isFile = (file: string) => /^([\\/]|[A-Za-z]:[\\/])/.test(file);

/**
 * The frames of a stack without those of Heddle, innermost first; of Node's own only those that the work has called.
 * Of a deep stack that begins in a package, the innermost ones and those from the person's own code on; the outermost one always: what
 * the loop called.
 */
export function framesOf(sites: readonly Site[]): Frame[] {
  const frames = sites.filter(([, file]) => !isHeddle(file)).map(frameOf);
  const theirs = frames.slice(0, outermost(frames) + 1);
  if (theirs.length <= mostFrames) return theirs;
  const own = theirs.findIndex(isOwn);
  const head = own < mostFrames ? mostFrames : mostFrames / 2;
  const kept = [...theirs.slice(0, head), ...theirs.slice(Math.max(head, own)).slice(0, mostFrames - head)];
  return [...kept.filter((frame) => frame !== theirs.at(-1)).slice(0, mostFrames - 1), theirs.at(-1)!];
}

const outermost = (frames: readonly Frame[]) =>
  frames.findLastIndex(({ file }) => file !== null && isFile(file));

/** What Node calls the callbacks of timers in. What goes on after an await is called by its queues, also between two timers. */
const timers = { file: 'node:internal/timers', name: /(^|\.)listOnTimeout$/ };

/** Whether a timer of the work's called the outermost function that is not of Node: those of Heddle begin tasks. */
export function isOfTimer(sites: readonly Site[]): boolean {
  const called = outermost(sites.map(frameOf));
  const [name, file] = sites[called + 1] ?? [null, null];
  return called >= 0 && !isHeddle(sites[called]![1]) && file === timers.file && timers.name.test(name ?? '');
}

function frameOf([name, file, line, column]: Site): Frame {
  return { name, file: file === null ? null : (fileOf(file) ?? file), line, column };
}

/** A file of the system that is none of the work's is one of Heddle's. */
const isHeddle = (file: string | null) =>
  file !== null && (file.startsWith('file:') || isFile(file)) && fileOf(file) === null;
