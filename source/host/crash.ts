import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import envPaths from 'env-paths';
import type { RunEvent } from '../protocol/events.ts';
import { cleanText } from '../protocol/text.ts';
import { exitCodes } from './exit-code.ts';
import { oneLine, speech } from './output.ts';
import { version } from './version.ts';

/** Enough to see what led to it; the file stays small. */
const keptEvents = 50;
const shownEventLength = 2000;
const keptReports = 5;

/** What engines said last to this process. */
const lastEvents: RunEvent[] = [];

/** Remembers what an engine said, for the report of a crash. */
export function noteEvent(event: RunEvent): void {
  lastEvents.push(event);
  if (lastEvents.length > keptEvents) lastEvents.shift();
}

/** Whoever hands it on should know what it tells of him. */
const attach =
  'Please attach this file when you report the bug. It holds your command line and the last events and output of your runs.';

const logFolder = () => envPaths('heddle', { suffix: '' }).log;

/**
 * What a person is told when Heddle itself has failed. What else helps to find the bug goes into a file in Heddle's log
 * folder, readable by this user alone; a folder that cannot be written costs the file, and the stack is told instead.
 */
export function crashLines(error: unknown, folder: string = logFolder()): string[] {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  const first = `Heddle crashed. This is a bug in Heddle, not in your work: ${oneLine(`${name}: ${message}`)}`;
  try {
    const file = writeReport(folder, stack ?? `${name}: ${message}`);
    return [first, `Details: ${file}`, attach];
  } catch (cause) {
    return [first, cleanText(stack ?? ''), `No report could be written: ${oneLine(String(cause))}`];
  }
}

function writeReport(folder: string, stack: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const time = new Date().toISOString();
  const file = join(folder, `crash-${time.replaceAll(':', '-')}-${process.pid}.txt`);
  const { columns, rows } = process.stdout;
  const lines = [
    `heddle ${version}, Node.js ${process.versions.node}, ${process.platform} ${process.arch}`,
    `time: ${time}`,
    `arguments: ${JSON.stringify(process.argv.slice(2))}`,
    `terminal: ${process.env.TERM ?? 'unknown'}, ${columns ?? '?'} x ${rows ?? '?'}`,
    '',
    stack,
    '',
    `The last ${lastEvents.length} events of engines, the newest last:`,
    ...lastEvents.map((event) => JSON.stringify(event).slice(0, shownEventLength)),
  ];
  writeFileSync(file, `${lines.join('\n')}\n`, { mode: 0o600, flag: 'wx' });
  removeOld(folder);
  return file;
}

/** Keeps the newest reports: their names begin with their time. */
function removeOld(folder: string): void {
  const reports = readdirSync(folder).filter((name) => /^crash-.*\.txt$/.test(name));
  for (const name of reports.sort().slice(0, -keptReports)) rmSync(join(folder, name), { force: true });
}

/** Tells of a crash where there is no screen, and returns the exit code. */
export function tellCrash(error: unknown): number {
  const { note } = speech(process.argv.includes('--ascii'));
  for (const line of crashLines(error)) note(line);
  return exitCodes.crashed;
}

let handle = (error: unknown): void => process.exit(tellCrash(error));

/** Has errors that nothing caught told and end this process. To be called once. */
export function catchCrashes(): void {
  process.on('uncaughtException', (error) => handle(error));
}

/** From now on somebody else ends this process over an error that nothing caught: whoever has the terminal. */
export function onCrash(instead: (error: unknown) => void): void {
  handle = instead;
}
