/**
 * Runs inside a production bundle, with the shims: the lab draws to a terminal emulator, and what that shows is
 * printed beside the frames as they were composed.
 */
import { PassThrough, Writable } from 'node:stream';
import xterm from '@xterm/headless';
import type { RunEvent } from '../../../source/protocol/events.ts';
import { drawApp } from '../../../source/ui/app/frame.ts';
import { renderApp } from '../../../source/ui/app.tsx';
import { pictureOf, snapshotOf } from './lab-screen.ts';
import { cards, planOf, room, sessionOf } from './plans.ts';
import * as scripts from './script.ts';

const size = { width: 80, height: 24 };
const terminal = new xterm.Terminal({ cols: size.width, rows: size.height, allowProposedApi: true });
let written = '';
const stdout = Object.assign(
  new Writable({
    write(chunk, _encoding, done) {
      written += chunk;
      // A terminal in raw mode still moves to the first column on a line feed.
      terminal.write(String(chunk).replaceAll('\n', '\r\n'), done);
    },
  }),
  { columns: size.width, rows: size.height, isTTY: true },
);
const stdin = Object.assign(new PassThrough(), {
  isTTY: true,
  setRawMode: () => stdin,
  ref: () => stdin,
  unref: () => stdin,
});

let emit: (event: RunEvent) => void = () => {};
let flush: (() => void) | undefined;
const environment = { runtime: 'node 24.21', effectiveCores: 2, remote: false, colour: true, unicode: true };
const lab = renderApp(
  {
    workloads: cards,
    room: room,
    sourceOf: (plan) => ({
      plan,
      start(onEvent) {
        emit = onEvent;
        return { cancel() {}, kill() {} };
      },
    }),
    schedule: (run) => {
      flush = run;
    },
    environment,
    initial: { choice: { model: 'threads', workload: 'compute' }, autostart: true },
    onChoice() {},
    onSession() {},
    copy: () => {},
    exportHarness: () => {
      throw new Error('nothing is written');
    },
    callableOf: () => null,
    interpreters: async () => ({ usable: [], unusable: [], usual: null }),
    lookBefore: () => new Promise(() => {}),
    files: {
      recent: () => [],
      typeable: (path) => path,
      complete: async (text) => ({ text, matches: [], problem: null }),
      open: () => new Promise(() => {}),
    },
    keeper: { read: () => null, write() {} },
    programs: {
      list: (afterMs) => (afterMs > 0 ? new Promise(() => {}) : Promise.resolve([])),
      observe: () => new Promise(() => {}),
    },
    now: () => 0,
    onParting() {},
    opening: null,
  },
  { stdout, stdin, stderr: stdout } as unknown as Parameters<typeof renderApp>[1],
);

const shown = () => {
  const buffer = terminal.buffer.active;
  return Array.from({ length: size.height }, (_, row) =>
    (buffer.getLine(buffer.baseY + row)?.translateToString(true) ?? '').trimEnd(),
  );
};
/** Long enough for any machine: it only bounds the wait for what never comes. */
const patienceMs = 20_000;
/** Waits for the terminal to show something; what it shows when that does not come is for the test to judge. */
function until(isShown: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (isShown()) stop();
    };
    const stop = () => {
      clearTimeout(timer);
      parsed.dispose();
      resolve();
    };
    const timer = setTimeout(stop, patienceMs);
    const parsed = terminal.onWriteParsed(look);
    look();
  });
}

/** What was chosen at first stays so, whatever plan the engine says it runs. */
const { chosen } = snapshotOf(sessionOf(planOf(), [])).state;
const frames: Record<string, { seen: string[]; expected: string[] }> = {};
const played: RunEvent[] = [];
const play = async (name: string, events: Iterable<RunEvent>) => {
  const more = [...events];
  for (const event of more) emit(event);
  played.push(...more);
  flush?.();
  const session = sessionOf(planOf(), played);
  const expected = drawApp(pictureOf(snapshotOf(session, { state: { chosen } })), size);
  const rows = expected.map((row) => row.trimEnd());
  await until(() => shown().join('\n') === rows.join('\n'));
  frames[name] = { seen: shown(), expected: rows };
};

await until(() => shown().join('').includes('compute under threads'));
await play('running', scripts.computeUnderThreads(1000));
await play('later', scripts.computeUnderThreads(3300));
await play('failing', scripts.failingUnderThreads());
lab.unmount();
await lab.waitUntilExit();
await new Promise<void>((resolve) => terminal.write('', resolve));
const { type } = terminal.buffer.active;
const left = {
  screen: type,
  text: shown().join(''),
  cursorShown: written.lastIndexOf('\u001b[?25h') > written.lastIndexOf('\u001b[?25l'),
};
process.stdout.write(JSON.stringify({ frames, left }), () => process.exit(0));
