import { writeSync } from 'node:fs';
import type { Socket } from 'node:net';

/** A socket that is full for the moment takes more a moment later; the process that ends is not to wait for long. */
const tries = 20;

/** Writes at once, whatever the loop does: the process ends. What does not go out by then is lost. */
export function writeNow(socket: Socket, text: string): void {
  // Node has no other way to a socket's descriptor.
  const { _handle: handle } = socket as unknown as { _handle: { readonly fd?: number } | null };
  const fd = handle?.fd ?? -1;
  if (fd < 0) return;
  let bytes = Buffer.from(text);
  for (let one = 0; one < tries && bytes.length > 0; one++) {
    try {
      bytes = bytes.subarray(writeSync(fd, bytes));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return;
    }
  }
}
