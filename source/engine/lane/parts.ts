import type { Part } from '../../protocol/workload.ts';
import type { Failure } from './failure.ts';

/** The parts of a workload, bound to it. */
export type Parts = Readonly<Record<string, Part>>;

/** Has a part of a task done somewhere else than on the lane that asks. */
export type Offload = (task: number, part: string, input: unknown) => Promise<unknown>;

/** What a thread behind the loop says of a part it was given, by the ticket it came with. */
export type PartReport = { type: 'heddle-part'; ticket: number } & (
  | { failure: null; value: unknown }
  | { failure: Failure }
);

/** The part of that name. Throws one line that names those there are. */
export function partOf(parts: Parts, name: string): Part {
  if (Object.hasOwn(parts, name)) return parts[name]!;
  const names = Object.keys(parts);
  const known = names.length === 0 ? 'the workload has no parts' : `its parts: ${names.join(', ')}`;
  throw new Error(`there is no part "${name}" to offload; ${known}`);
}

/** An error out of what crossed of it: what tells errors apart is kept. */
export function errorOf({ name, message, code, place, rootCode, syscall }: Failure): Error {
  const error = Object.assign(
    new Error(message),
    { name },
    code === null ? {} : { code },
    rootCode === null ? {} : { rootCode, syscall },
  );
  // Its own stack would tell of the answer that came, not of the part that threw.
  if (place !== null) error.stack = `${name}: ${message}\n    at ${place}:1`;
  return error;
}
