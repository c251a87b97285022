import type { WatchEventOf } from '../protocol/watch-events.ts';
import { heldNow, type Vitals } from './vitals.ts';

/** What was seen of a program's TCP sockets. */
export type Sockets = Readonly<Omit<WatchEventOf<'sockets'>, 'type' | 'atMs'>>;

/** A look at them, and when that was. */
export type LookAtSockets = Sockets & { readonly atMs: number };

/** Connections of clients that the program has not read, or not accepted. */
export const waitingOutside = ({ unread, backlog }: Sockets) => unread + backlog;

/** As many freezes are kept themselves. */
const keptLooks = 100;

/** The looks during freezes with one more: it counts while the loop is held, and of a freeze that at which most of them waited. */
export function addLook(
  looks: readonly LookAtSockets[],
  vitals: Vitals,
  { type, ...look }: WatchEventOf<'sockets'>,
): readonly LookAtSockets[] {
  const held = heldNow(vitals);
  if (held === null) return looks;
  const before = looks.at(-1);
  if (before === undefined || before.atMs < held.startedMs) return [...looks.slice(1 - keptLooks), look];
  return waitingOutside(look) > waitingOutside(before) ? [...looks.slice(0, -1), look] : looks;
}
