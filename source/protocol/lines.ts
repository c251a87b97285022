import { StringDecoder } from 'node:string_decoder';

/** Longest line accepted from a pipe: a peer that never ends its line must not fill the memory. */
const maxLineLength = 1_000_000;

/**
 * Cuts a stream of bytes into lines. Returns a function to feed chunks to; `onLine` gets each whole line
 * without its line feed. A line over a million characters is reported once through `onTooLong` and skipped.
 */
export function lineSplitter(onLine: (line: string) => void, onTooLong: () => void = () => {}) {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  let skipping = false;
  return (chunk: Buffer): void => {
    const lines = (rest + decoder.write(chunk)).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (skipping) skipping = false;
      else if (line !== '') onLine(line);
    }
    if (rest.length > maxLineLength) {
      rest = '';
      if (!skipping) onTooLong();
      skipping = true;
    }
  };
}
