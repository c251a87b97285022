import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { monotonicMs } from '../machine/clock.ts';
import { cleanText } from '../protocol/text.ts';
import type { VitalEventOf } from '../protocol/vital-events.ts';
import { OutputLimiter } from './output-limiter.ts';

type Output = VitalEventOf<'output'>;

/** Reads what a process prints as events, up to a rate that a person can follow. `nowMs`: on the clock of the events. */
export function readOutput(
  pipe: Readable,
  stream: Output['stream'],
  nowMs: () => number,
  onEvent: (event: Output) => void,
): void {
  const decoder = new StringDecoder('utf8');
  const limiter = new OutputLimiter((text, droppedBytes) =>
    // This event passes no decoder, which cleans what an engine says.
    onEvent({
      ...{ type: 'output', atMs: nowMs(), stream, text: cleanText(text) },
      ...{ bytes: Buffer.byteLength(text), droppedBytes },
    }),
  );
  pipe.on('error', () => {});
  pipe.on('data', (chunk: Buffer) => limiter.push(decoder.write(chunk), monotonicMs()));
  pipe.on('end', () => limiter.end());
}
