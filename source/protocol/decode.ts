import * as v from 'valibot';
import { type Command, commandSchema } from './commands.ts';
import { eventSchema, type RunEvent } from './events.ts';
import type { ProgramEvent } from './program-events.ts';
import { type WatchEvent, watchEventSchema } from './watch-events.ts';

/** A message that is not of the protocol; names the field that is wrong. */
export class ProtocolError extends Error {
  override name = 'ProtocolError';
}

function decode<T>(schema: v.GenericSchema<unknown, T>, what: string, line: string): T {
  let input: unknown;
  try {
    input = JSON.parse(line);
  } catch (cause) {
    throw new ProtocolError(`${what}: not JSON: ${excerpt(line)}`, { cause });
  }
  const result = v.safeParse(schema, input, { abortEarly: true });
  if (result.success) return result.output;
  const issue = result.issues[0];
  const type = typeof input === 'object' && input !== null && 'type' in input ? input.type : undefined;
  // Not any value has a text: an object may carry a `toString` that is no function.
  const name = typeof type === 'string' ? type : '?';
  throw new ProtocolError(`${what} "${name}": field ${v.getDotPath(issue) ?? '(whole)'}: ${issue.message}`);
}

function excerpt(line: string): string {
  return JSON.stringify(line.length > 80 ? `${line.slice(0, 80)}…` : line);
}

/** Decodes one line of an event stream. Throws a `ProtocolError` that names the wrong field. */
export function decodeEvent(line: string): RunEvent {
  return decode(eventSchema, 'event', line);
}

/** Decodes one line of a command stream. Throws a `ProtocolError` that names the wrong field. */
export function decodeCommand(line: string): Command {
  return decode(commandSchema, 'command', line);
}

/** Decodes one line of what is told of a watched process. Throws a `ProtocolError` that names the wrong field. */
export function decodeWatchEvent(line: string): WatchEvent {
  return decode(watchEventSchema, 'event', line);
}

/** One event or command as a line of NDJSON, line feed included. */
export function encode(message: RunEvent | ProgramEvent | Command): string {
  return `${JSON.stringify(message)}\n`;
}
