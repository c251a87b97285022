import type { Request } from '../../session/requests.ts';
import type { Watch } from '../../session/watch.ts';
import { nowMs } from './recent.ts';

/** A request to the program that has ended, and what it asked others for, in order. */
export type Asked = { readonly request: Ended; readonly calls: readonly Ended[] };
export type Ended = Request & { readonly endedMs: number };

const hasEnded = (request: Request): request is Ended => request.endedMs !== null;

/** The requests to the program that ended in the last minute and have a row, with their calls as far as these have one. */
export function askedLately({ requests, atMs }: Pick<Watch, 'requests' | 'atMs'>): Asked[] {
  const over = requests.over.filter(hasEnded);
  const calls = Map.groupBy(
    over.filter(({ kind, parent }) => kind === 'client' && parent !== null),
    ({ parent }) => parent,
  );
  return over
    .filter(({ kind, endedMs }) => kind === 'server' && endedMs > atMs - nowMs)
    .map((request) => ({
      request,
      calls: (calls.get(request.request) ?? []).toSorted((a, b) => a.startedMs - b.startedMs),
    }));
}

export const took = ({ startedMs, endedMs }: Ended) => endedMs - startedMs;

/** `api.internal:8080` of `GET api.internal:8080/items`. */
export const hostOf = ({ text }: Request) => /^\S+ ([^/\s]+)/.exec(text)?.[1] ?? text;
