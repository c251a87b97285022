// Whatever of Node's a screen uses, loaded here: see below.
import 'node:assert';
import 'node:child_process';
import { flushCompileCache } from 'node:module';
import 'node:perf_hooks';
import 'node:tty';
import { setFlagsFromString } from 'node:v8';
import 'node:worker_threads';

/**
 * Has V8 compile what draws a screen later than it would. From Node.js 24 on it has one compiler more, and what is called
 * a few times a second passes through all of them in turn: half of what a screen of 100,000 tasks costs. What is hot for
 * long is compiled as ever. Up to the newest that was tried: V8 complains on the terminal of a flag that it no longer has.
 *
 * For before the screen's code is loaded. Under other flags V8 takes no compiled code that was kept: what was compiled
 * until now is kept first, and Node's own modules are there already. Without either the first frame comes a tenth later.
 */
export function compilePatiently(): void {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < 24 || major > 26) return;
  flushCompileCache();
  for (const patience of ['maglev=2000', 'turbofan=100000'])
    setFlagsFromString(`--invocation-count-for-${patience}`);
}
