import type { Measured } from '../protocol/units.ts';
import type { Place } from '../telemetry/probes/thread-place.ts';
import { StacksSeen } from '../telemetry/stacks-seen.ts';
import { WhoHeld } from '../telemetry/who-held.ts';
import { isOwn } from './frames-of.ts';
import { Starvation } from './starvation.ts';

/** So often at first: what ran between two looks tells starvation from one long call. */
const againMs = 50;
const firstAsks = 8;
/** From then on. */
const everyMs = 100;

/** One freeze under investigation. */
export type Case = {
  readonly startedMs: number;
  readonly usedBefore: { cpuMs: Measured; waitMs: Measured };
  readonly places: Record<Place['at'], number>;
  call: string | null;
  lookedMs: number;
  asks: number;
  /** When it was first asked, and last. */
  firstAskedMs: number;
  askedMs: number;
  /** How long it had waited for a core until then. */
  queuedMs: number;
  /** Where the thread was then; null: it is not known. */
  askedAt: Place['at'] | null;
  /** Time in which answers were awaited for longer than code of JavaScript takes. */
  silentMs: number;
  readonly stacks: StacksSeen;
  readonly who: WhoHeld;
  readonly starvation: Starvation;
};

export function newCase(startedMs: number, usedBefore: Case['usedBefore']): Case {
  return {
    startedMs,
    usedBefore,
    places: { running: 0, lock: 0, call: 0 },
    call: null,
    lookedMs: startedMs,
    asks: 0,
    firstAskedMs: 0,
    askedMs: 0,
    queuedMs: 0,
    askedAt: null,
    silentMs: 0,
    stacks: new StacksSeen(isOwn),
    who: new WhoHeld(),
    starvation: new Starvation(),
  };
}

/** How long it is from one look to the next. */
export const betweenMs = ({ asks }: Case) => (asks < firstAsks ? againMs : everyMs);
