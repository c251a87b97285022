import { fileURLToPath } from 'node:url';

/** A frame of a stack as V8 writes it: `at run (file:///work.js:3:9)`, `at async /work.cjs:3:9`. */
const frame = /^\s+at (?:async )?(?:.*\()?((?:file:\/\/)?\/.+):(\d+):\d+\)?$/;
/** Where Heddle's own code is that runs tasks. */
const own = fileURLToPath(new URL('.', import.meta.url));
/** A path is no longer on Linux; what is longer is no place. */
const longest = 4096;

/** Where a stack says that it began, outside of Node, of packages and of Heddle: `/work.js:3`. Null where it does not. */
export function placeOf(stack: unknown): string | null {
  if (typeof stack !== 'string') return null;
  for (const line of stack.split('\n')) {
    const [, file, at] = frame.exec(line) ?? [];
    if (!file || !at || file.length > longest || file.includes('/node_modules/')) continue;
    const path = file.startsWith('file:') ? fileURLToPath(file) : file;
    if (!path.startsWith(own)) return `${path}:${at}`;
  }
  return null;
}
