import { feltWaitMs } from '../../../catalog/figures.ts';
import type { CallableOf } from '../../../findings/measure-words.ts';
import { count, plural } from '../../../format.ts';
import type { Measured } from '../../../protocol/units.ts';
import type { Program } from '../../../session/program.ts';
import { requestsPerSecond } from '../../../session/requests.ts';
import { heldNow } from '../../../session/vitals.ts';
import { createWatch, isLoading, type Watch } from '../../../session/watch.ts';
import { signs } from '../../theme.ts';

/** What the panes of this screen see: one process of a program, with what its processes have in common. */
export type Seen = Watch & {
  /** Null: no process has told of itself yet. */
  readonly pid: number | null;
  readonly tree: readonly TreeRow[];
  readonly whole: Program;
  /** Of what the findings say to measure: what can be called from another file. */
  readonly callableOf: CallableOf;
  /** How long its profile has gone on, or was waited for; null where there is none. */
  readonly profileMs: Measured;
};

/** A process of the program; `watch` is null where it is not observed, and `why` says why. */
export type TreeRow = {
  readonly pid: number;
  readonly command: readonly string[];
  /** How many of its parents are processes of the program as well. */
  readonly depth: number;
  readonly watch: Watch | null;
  readonly why: string | null;
};

/** The program as the panes see it, `chosen` in front; null, or one that is gone: the process that does most. */
export function seenOf(program: Program, chosen: number | null, callableOf: CallableOf = () => null): Seen {
  const pid = chosen !== null && program.watches.has(chosen) ? chosen : busiestOf(program);
  const watch = (pid === null ? undefined : program.watches.get(pid)) ?? createWatch();
  const ended = program.ended ? { phase: 'ended' as const } : {};
  return {
    ...watch,
    ...ended,
    ...{ output: program.output, pid, tree: treeOf(program), whole: program, callableOf },
    profileMs: profileMsOf(watch),
  };
}

/** The same with the profile as it is now: that goes on while the screen is paused. */
export function withProfile(seen: Seen, now: Program): Seen {
  const watch = seen.pid === null ? undefined : now.watches.get(seen.pid);
  return watch ? { ...seen, profile: watch.profile, profileMs: profileMsOf(watch) } : seen;
}

const profileMsOf = ({ profile, atMs }: Watch): Measured =>
  profile && atMs - (profile.startedMs ?? profile.askedMs);

/** Which one answers most; where none does, which one has used most of the processor. Those that have ended come last. */
function busiestOf({ watches }: Program): number | null {
  const all = [...watches].filter(([, { ended }]) => ended === null);
  const of = (watch: Watch) => [watch.requests.begun, watch.cpu.last?.cpuMs ?? 0] as const;
  const sorted = (all.length > 0 ? all : [...watches]).sort(([, a], [, b]) => {
    const [[served, used], [otherServed, otherUsed]] = [of(a), of(b)];
    return otherServed - served || otherUsed - used;
  });
  return sorted[0]?.[0] ?? null;
}

/** Each process below the one that started it; of those beside each other the ones that have ended come last. */
function treeOf({ watches, unobserved }: Program): readonly TreeRow[] {
  const parentOf = (pid: number) => {
    const of = watches.get(pid)?.program?.target.parentPid ?? null;
    return of !== null && watches.has(of) && of !== pid ? of : null;
  };
  const rows = [...watches]
    .map(
      ([pid, watch]): TreeRow => ({
        ...{ pid, watch, why: null, depth: 0 },
        command: watch.program?.target.command ?? [],
      }),
    )
    .sort((a, b) => Number(a.watch?.ended != null) - Number(b.watch?.ended != null));
  const byParent = Map.groupBy(rows, ({ pid }) => parentOf(pid));
  const below = (parent: number | null, depth: number): TreeRow[] =>
    (byParent.get(parent) ?? []).flatMap((row) => [{ ...row, depth }, ...below(row.pid, depth + 1)]);
  const others = unobserved.filter(({ pid }) => !watches.has(pid));
  return [
    ...below(null, 0),
    ...others.map(({ pid, command, why }) => ({ pid, command: [command], depth: 0, watch: null, why })),
  ];
}

/** Whether it answers requests, or sends some. */
export const hasRequests = ({ requests }: Watch) => requests.begun > 0 || requests.routes.length > 0;

/**
 * How many requests to the program are in flight, and how many of its own to others it waits for. What has ended in a freeze has
 * a row until that is over.
 */
export function inFlightOf({ requests }: Watch): { readonly served: number; readonly calls: number } {
  const rows = [...requests.inFlight.values()];
  const calls = rows.filter(({ kind }) => kind === 'client').length;
  return { served: Math.max(requests.begun - requests.ended, rows.length - calls), calls };
}

/** `4 in flight, 1 call to others`; of what has ended how many were. */
export function flightWords(watch: Watch): string {
  const { served, calls } = inFlightOf(watch);
  if (watch.phase === 'ended') return `${count(served)} ${served === 1 ? 'was' : 'were'} in flight`;
  return `${count(served)} in flight${calls > 0 ? `, ${plural(calls, 'call')} to others` : ''}`;
}

export const servedPerSecond = (watch: Watch) =>
  hasRequests(watch) ? requestsPerSecond(watch.requests, watch.atMs) : null;

/** The processes behind the one in front whose loops are held so long that people feel it, the longest first. */
export function frozenBehind({
  tree,
  pid: front,
}: Seen): { readonly pid: number; readonly heldMs: number }[] {
  return tree
    .map(({ pid, watch }) => ({ pid, heldMs: (watch && heldNow(watch)?.durationMs) ?? 0 }))
    .filter(({ pid, heldMs }) => pid !== front && heldMs >= feltWaitMs)
    .sort((a, b) => b.heldMs - a.heldMs);
}

/** How a process is, as a sign and in a word. */
export function stateOf(watch: Watch | null): readonly [sign: string, word: string] {
  if (watch === null) return [signs.waiting, 'not observed'];
  if (watch.ended?.how === 'detached') return [signs.cancelled, 'detached'];
  if (watch.ended?.how === 'lost') return [signs.failed, 'gone'];
  if (watch.ended?.how === 'killed') return [signs.failed, watch.ended.signal ?? 'killed'];
  if (watch.ended) {
    const { exitCode } = watch.ended;
    return [
      exitCode === 0 || exitCode === null ? signs.done : signs.failed,
      exitCode ? `exit ${exitCode}` : 'ended',
    ];
  }
  if (heldNow(watch)) return ['❄', 'frozen'];
  return isLoading(watch) ? [signs.waiting, 'loading'] : [signs.running, 'runs'];
}
