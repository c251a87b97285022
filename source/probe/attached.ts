/**
 * What is evaluated in a process that runs already, on top of whatever holds its loop. It is one text: nothing of it is read from
 * disk, and no module of the program's is touched.
 */
import { close } from 'node:inspector';
import { lookKey } from '../looks/look.ts';
import { beatPeriodMs } from '../protocol/units.ts';
import { observe } from './observe.ts';

/** Heddle has left by then, which takes milliseconds. */
const closesAtBeat = 3;

/** `closes`: the inspector was opened for this, and is to be closed. `watcher`: the text of the watcher. */
export type Attachment = {
  readonly pid: number;
  readonly socket: string;
  readonly watcher: string;
  readonly closes: boolean;
};

/** `other`: this is another process, and nothing was done to it. `watched`: it is observed already. */
export type Attaching = 'attached' | 'other' | 'watched';

export function attach({ pid, socket, watcher, closes }: Attachment): Attaching {
  if (process.pid !== pid) return 'other';
  // Before all that may fail: nobody else closes it.
  if (closes) closeInspector();
  if (lookKey in globalThis) return 'watched';
  observe({ socket, how: 'attached', watcher, isText: true });
  return 'attached';
}

/**
 * SIGUSR1 opens the inspector by an interrupt of V8, and by a call that waits for the loop to turn: one that is closed before then
 * would open once more. What `setImmediate` is given runs behind such calls.
 */
function closeInspector(): void {
  let beats = 0;
  const timer = setInterval(() => {
    beats++;
    if (beats < closesAtBeat) return;
    clearInterval(timer);
    setImmediate(close);
  }, beatPeriodMs);
  timer.unref();
}
