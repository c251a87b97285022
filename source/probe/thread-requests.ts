import { mostLanes } from './messages.ts';
import { requestLayout } from './request-layout.ts';
import { RequestTable } from './request-table.ts';

/** Few threads of a program answer requests or send any: each may have so many at once, or 8,000 a second. */
const slotsOfThread = 512;
/** Each thread has so many numbers of its own for its requests: no two of a process have the same. */
const numbersOfThread = 2 ** 32;

const { bytes } = requestLayout(slotsOfThread);
/** int32: how many threads have begun so far. */
const headerBytes = 8;

const tableAt = (lane: number) => headerBytes + (lane - 1) * bytes;

/** For the requests of all threads but the main one. What no thread writes to takes no memory. */
export const threadMemory = () => new SharedArrayBuffer(tableAt(mostLanes));

/** The table of that lane, as the watcher reads it. */
export const readTable = (memory: SharedArrayBuffer, lane: number) =>
  new RequestTable(memory, { slots: slotsOfThread, at: tableAt(lane) });

type Own = { readonly table: RequestTable; readonly firstNumber: number };

/** The table of the calling thread, which is that lane now. What an earlier one has left in it is over. */
export function ownTable(memory: SharedArrayBuffer, lane: number, nowMs: number): Own {
  const begun = Atomics.add(new Int32Array(memory, 0, 1), 0, 1) + 1;
  const table = readTable(memory, lane);
  table.endAll(nowMs);
  return { table, firstNumber: begun * numbersOfThread };
}
