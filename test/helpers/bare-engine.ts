import { spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../source/engine/main/main.ts', import.meta.url));

/** An engine without Heddle's host in front: lines go in as they are, all that it ever said comes out. */
export async function talkToEngine(input: string): Promise<string[]> {
  const child = spawn(process.execPath, [main], {
    detached: true,
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
  });
  const commands = child.stdio[4] as Writable;
  // An engine that refuses the first line does not read the second.
  commands.on('error', () => {});
  commands.write(input);
  const said = await text(child.stdio[3] as Readable);
  return said.split('\n').filter((line) => line !== '');
}
