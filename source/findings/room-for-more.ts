import type { Session } from '../session/state.ts';

/** From half as many threads as tasks on, it is threads that wait for them: of those a pool has only so many. */
const waitInThreads = 0.5;

/**
 * Whether so many times as many tasks at once would find a thread and a descriptor each, by what these took. `atOnce`: how many
 * there were.
 */
export function roomFor(session: Session, atOnce: number, times: number): boolean {
  return threadsOf(session) < waitInThreads * atOnce && filesWith(session, times) <= mostFiles(session);
}

/** Threads that are neither lanes nor the runtime's own, such as those of an executor. */
const threadsOf = ({ processes }: Session) =>
  processes.reduce((sum, { otherThreads }) => sum + (otherThreads?.threads ?? 0), 0);

/** Files that would be open with so many times as much of what tasks had open at worst. */
function filesWith({ points }: Session, times: number): number {
  const open = points.all.flatMap(({ descriptors }) => descriptors ?? []);
  const before = Math.min(...open);
  return open.length === 0 ? 0 : before + times * (Math.max(...open) - before);
}

const mostFiles = ({ processes }: Session) =>
  processes.find(({ role }) => role === 'engine')?.descriptorLimit ?? Number.POSITIVE_INFINITY;
