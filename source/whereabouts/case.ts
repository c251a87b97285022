import type { Measured } from '../protocol/units.ts';
import type { VitalEventOf } from '../protocol/vital-events.ts';
import type { Place } from '../telemetry/probes/thread-place.ts';
import { StacksSeen } from '../telemetry/stacks-seen.ts';
import { isOwn } from './dump.ts';
import type { HeldInC } from './held-in-c.ts';
import { OtherThreads } from './other-threads.ts';
import type { Where } from './where.ts';
import type { Whose } from './whose.ts';

/** One freeze under investigation. */
export type Case = {
  /** Whose code is on the loop's stack. */
  readonly task: number | null;
  readonly startedMs: number;
  readonly places: Record<Place['at'], number>;
  call: string | null;
  /** The main thread's times when it began to be watched. */
  readonly usedBefore: { cpuMs: Measured; waitMs: Measured };
  /** `at`: where the main thread was then. */
  asked: { readonly tid: number; readonly atMs: number; readonly at: Place['at'] } | null;
  /** Whether the witness has yet to answer. */
  awaited: boolean;
  /** The first one. */
  answer: Where | null;
  readonly heldInC: HeldInC;
  readonly others: OtherThreads;
  signalled: { readonly tid: number; readonly dumpFrom: number } | null;
  readonly stacks: StacksSeen;
  /** The stack that says most, of those so far. */
  frames: VitalEventOf<'held'>['frames'];
  holderTask: number | null;
  readonly whose: Whose;
};

export const looksAt = ({ places }: Case) => places.running + places.lock + places.call;

export function newCase(
  task: number | null,
  startedMs: number,
  usedBefore: Case['usedBefore'],
  heldInC: HeldInC,
  whose: Whose,
): Case {
  return {
    task,
    startedMs,
    places: { running: 0, lock: 0, call: 0 },
    call: null,
    usedBefore,
    asked: null,
    awaited: false,
    answer: null,
    heldInC,
    others: new OtherThreads(),
    signalled: null,
    stacks: new StacksSeen(({ file }) => file !== null && isOwn(file)),
    frames: [],
    holderTask: null,
    whose,
  };
}
