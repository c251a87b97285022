import type { Figure, TaskContext, Workload } from '../source/protocol/workload.ts';
import { bytesOf, fill, isPayload } from './helpers/payload.ts';
import { refuseTooManyResults } from './helpers/room.ts';
import { counted, inWords } from './helpers/words.ts';

type How = 'clone' | 'transfer' | 'shared' | 'json';
type Parameters = { how: How; kilobytes: number };
/** `memory`: room for all payloads, where they are shared. `crosses`: a result has to leave its thread or process. */
type Shared = { memory: Uint8Array | null; crosses: boolean };
type Context = TaskContext<Parameters, Shared>;
/**
 * What a task returns: what it took to make its payload, how much of the one made before it is still in this lane, and
 * the payload, or where it lies.
 */
type Result = { workMs: number; leftBytes: number | null } & (
  | { bytes: Uint8Array }
  | { offset: number }
  | { json: string; packMs: number }
);

/**
 * All results are kept until the check. A JSON text is on V8's heap, on its way up to four times, in the lane and here:
 * at this size that is 1.6 GB (measured), of which an ordinary heap has room for its part.
 */
const mostJsonBytes = 400e6;
/** Bytes of JSON a byte makes: its number, up to 7 digits of place, quotes, colon and comma. Measured: 12.5. */
const jsonBytes = 13;
/** What a payload takes up to the check, by its size: what arrived, and copies not yet collected. Measured: 2.3. */
const keptTimes = 3;

const bytesOfAll = (kilobytes: number) => kilobytes * 1024;

function refuseTooMuch(how: How, tasks: number, kilobytes: number): void {
  const size = bytesOfAll(kilobytes);
  refuseTooManyResults(tasks, size * keptTimes, 'kilobytes or --tasks');
  if (how !== 'json') return;
  const kept = tasks * size * jsonBytes;
  if (kept <= mostJsonBytes) return;
  const most = Math.floor((tasks * mostJsonBytes) / kept);
  const inMegabytes = (bytes: number) => `${inWords(Math.round(bytes / 1e6))} MB`;
  throw new Error(
    `the results, kept for the check, would take ${inMegabytes(kept)} as JSON; at most ${inMegabytes(mostJsonBytes)} are allowed: ` +
      (most > 0 ? `use --tasks ${most}, or lower kilobytes` : 'lower kilobytes'),
  );
}

let before: Uint8Array | null = null;

function body(index: number, context: Context): Result {
  const { how, kilobytes } = context.parameters;
  const { memory } = context.shared;
  const size = bytesOfAll(kilobytes);
  const offset = index * size;
  const began = performance.now();
  const bytes = memory ? memory.subarray(offset, offset + size) : new Uint8Array(size);
  fill(new Int32Array(bytes.buffer, bytes.byteOffset, size / 4), index);
  const workMs = performance.now() - began;
  context.progress(0.5);
  const made = { workMs, leftBytes: before?.byteLength ?? null };
  before = bytes;
  if (how === 'shared') return { ...made, offset };
  if (how === 'transfer') return context.transfer({ ...made, bytes }, [bytes.buffer as ArrayBuffer]);
  if (how === 'clone' || !context.shared.crosses) return { ...made, bytes };
  const packing = performance.now();
  const json = JSON.stringify(bytes);
  return { ...made, json, packMs: performance.now() - packing };
}

/** Null: not measured. */
function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The payload of a result, how many bytes of it crossed, and what it took to read it where it arrived. */
function unpack(result: Result, size: number, { memory, crosses }: Shared) {
  if ('offset' in result) {
    return { bytes: memory!.subarray(result.offset, result.offset + size), crossed: 0, unpackMs: null };
  }
  if ('bytes' in result) return { bytes: result.bytes, crossed: crosses ? size : 0, unpackMs: null };
  const began = performance.now();
  const bytes = bytesOf(result.json);
  return { bytes, crossed: result.json.length, unpackMs: performance.now() - began };
}

export default {
  id: 'transfer',
  title: 'Transfer',
  shows: 'what a large result costs: copied, moved, shared or as JSON',
  kind: 'cpu',
  tasks: 16,
  parameters: {
    how: {
      type: 'choice',
      title: 'how each task hands over its payload',
      choices: ['clone', 'transfer', 'shared', 'json'],
      default: 'clone',
      refuses: { shared: { processes: 'processes share no memory: use how=clone or how=json' } },
    },
    kilobytes: {
      type: 'number',
      title: 'size of each payload',
      unit: 'KB',
      default: 1024,
      min: 1,
      max: 65_536,
      integer: true,
    },
  },

  setUp({ lanes, parameters: { how, kilobytes }, tasks }) {
    refuseTooMuch(how, tasks, kilobytes);
    const memory =
      how === 'shared' ? new Uint8Array(new SharedArrayBuffer(tasks * bytesOfAll(kilobytes))) : null;
    return { memory, crosses: lanes.kind !== 'loop' };
  },

  run: body,

  check(results, { kilobytes }, shared) {
    const size = bytesOfAll(kilobytes);
    const ended = results.flatMap((result, task) => (result ? [{ result: result as Result, task }] : []));
    const works: number[] = [];
    const packs: number[] = [];
    const unpacks: number[] = [];
    const crossings: number[] = [];
    const left: number[] = [];
    let right = 0;
    for (const { result, task } of ended) {
      const { bytes, crossed, unpackMs } = unpack(result, size, shared);
      if (isPayload(bytes, size, task)) right++;
      works.push(result.workMs);
      crossings.push(crossed);
      if (result.leftBytes !== null) left.push(result.leftBytes);
      if ('packMs' in result) packs.push(result.packMs);
      if (unpackMs !== null) unpacks.push(unpackMs);
    }
    const figures: Figure[] = [
      { name: 'payloadBytes', title: 'payload', value: size, unit: 'B' },
      { name: 'crossedBytes', title: 'bytes that crossed', value: mean(crossings), unit: 'B' },
      { name: 'leftBytes', title: 'left in the lane', value: mean(left), unit: 'B' },
      { name: 'workMs', title: 'time to make it', value: mean(works), unit: 'ms' },
      ...(packs.length > 0
        ? [
            { name: 'packMs', title: 'time to write JSON', value: mean(packs), unit: 'ms' },
            { name: 'unpackMs', title: 'time to read JSON', value: mean(unpacks), unit: 'ms' },
          ]
        : []),
    ];
    return {
      ok: right === ended.length,
      expected: counted(ended.length, 'complete payload'),
      got: counted(right, 'complete payload'),
      figures,
    };
  },
} satisfies Workload<Parameters, Shared>;
