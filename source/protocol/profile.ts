import type { WatchEventOf } from './watch-events.ts';

/** What Heddle asks of a process under observation, a line of JSON each. To be left alone it asks by ending its half. */
export type Asked = { readonly type: 'profile'; readonly forMs: number };

/** A piece of a profile as text: they come one after another, and the event that it is taken behind the last. */
export type ProfilePiece = { readonly type: 'profile-piece'; readonly text: string };

/** Longer ones would fill the memory of the program: a minute has 60,000 samples. */
export const mostProfileMs = 300_000;
/** What a person asks for with a key. */
export const usualProfileMs = 10_000;

const begins = '{"type":"profile-piece",';

/** Null for what is no such piece. */
export function decodePiece(line: string): string | null {
  if (!line.startsWith(begins)) return null;
  const { text } = JSON.parse(line) as { text?: unknown };
  return typeof text === 'string' ? text : '';
}

/** Null for what this version does not know: it is then not asked for. */
export function decodeAsked(line: string): Asked | null {
  try {
    const { type, forMs } = JSON.parse(line) as { type?: unknown; forMs?: unknown };
    if (type !== 'profile' || typeof forMs !== 'number' || !(forMs > 0)) return null;
    return { type, forMs: Math.min(forMs, mostProfileMs) };
  } catch {
    return null;
  }
}

/** That there is no profile, and why. */
export const noProfile = (atMs: number, forMs: number, why: string): WatchEventOf<'profile'> => ({
  ...{ type: 'profile', atMs, state: 'failed', forMs, why },
  ...{ startedMs: null, found: null, path: null, bytes: null },
});
