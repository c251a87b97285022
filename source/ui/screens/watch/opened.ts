import { feltWaitMs } from '../../../catalog/figures.ts';
import type { Request } from '../../../session/requests.ts';
import { type Held, heldNow, type Vitals } from '../../../session/vitals.ts';
import type { Seen } from './seen.ts';

/**
 * What has the whole body: all that is known of a request or of a freeze. A program that answers thousands of requests keeps
 * none of them for long: what is on the screen stays there as it was seen last.
 */
export type Opened = {
  /** The process that it is of. */
  readonly pid: number | null;
  readonly atMs: number;
} & (
  | {
      readonly kind: 'request';
      /** Null: it holds the loop, and its number is not known. */
      readonly request: Request | null;
      /** What it asked others for, in the order in which it was sent. */
      readonly calls: readonly Request[];
      /** The freezes that it was. */
      readonly held: readonly Held[];
    }
  | { readonly kind: 'freeze'; readonly held: Held }
);

/** The freezes that anybody felt or that have a stack, the latest first; the one that lasts is the latest of all. */
export const freezesOf = ({ loop }: Vitals): readonly Held[] =>
  loop.held.filter(({ durationMs, frames }) => durationMs >= feltWaitMs || frames.length > 0).reverse();

/** The request of that number, 0: the one that holds the loop; null: it is not known, or not any more. */
export function requestOpened(seen: Seen, number: number): Opened | null {
  const { requests, pid, atMs } = seen;
  const request =
    requests.inFlight.get(number) ?? requests.over.findLast((one) => one.request === number) ?? null;
  const now = heldNow(seen);
  if (request === null && (now === null || number !== 0)) return null;
  const calls =
    request === null
      ? []
      : [...requests.over, ...requests.inFlight.values()]
          .filter(({ parent }) => parent === number)
          .sort((a, b) => a.startedMs - b.startedMs || a.request - b.request);
  return { kind: 'request', pid, atMs, request, calls, held: request ? heldBy(seen, request) : [now!] };
}

/** The freeze that came so many before the latest; null: there were fewer. */
export function freezeOpened(seen: Seen, back: number): Opened | null {
  const held = freezesOf(seen)[back];
  return held ? { kind: 'freeze', pid: seen.pid, atMs: seen.atMs, held } : null;
}

/** The same as it is now, as far as that is known. */
export function refreshed(opened: Opened, seen: Seen): Opened {
  const { pid, atMs } = seen;
  if (pid !== opened.pid) return opened;
  if (opened.kind === 'freeze') return { ...opened, atMs, held: latest(opened.held, seen) };
  const known = opened.request && requestOpened(seen, opened.request.request);
  return known ?? { ...opened, atMs, held: opened.held.map((one) => latest(one, seen)) };
}

export const isSame = (a: Held, b: Held) => a.startedMs === b.startedMs && a.lane === b.lane;

/** What was told of a freeze last. When it is over, it may be known better when it began. */
function latest(held: Held, { loop }: Vitals): Held {
  const same = loop.held.find((one) => isSame(one, held));
  if (same || held.over) return same ?? held;
  const endOf = ({ startedMs, durationMs }: Held) => startedMs + durationMs;
  const now = loop.held.find(
    (one) => one.lane === held.lane && one.startedMs < endOf(held) && held.startedMs < endOf(one),
  );
  return now ?? held;
}

/** The freezes within its time that it held. */
function heldBy(seen: Seen, request: Request): readonly Held[] {
  const until = request.endedMs ?? Number.POSITIVE_INFINITY;
  return freezesOf(seen).filter(
    ({ holder, startedMs, durationMs }) =>
      holder?.kind === 'request' &&
      holder.request === request.text &&
      startedMs < until &&
      startedMs + durationMs > request.startedMs,
  );
}
