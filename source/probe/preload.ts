/**
 * What a watched program loads before its own code, in each of its processes and threads. Whatever fails in here is not the
 * program's problem: it then goes on unobserved.
 */
import { join } from 'node:path';
import { isMainThread } from 'node:worker_threads';
import { socketVariable } from './messages.ts';
import { observe } from './observe.ts';
import { observeThread } from './observe-thread.ts';
import { isPackageManager } from './package-manager.ts';

try {
  const socket = process.env[socketVariable];
  if (!isMainThread) observeThread();
  else if (socket && !isPackageManager(process.argv[1] ?? ''))
    observe({ socket, how: 'launched', watcher: join(__dirname, 'watcher.cjs'), isText: false });
} catch {
  // Unobserved.
}
