import type { Program } from '../session/program.ts';
import type { Watch } from '../session/watch.ts';
import { severities } from './finding.ts';
import type { Measure } from './step.ts';
import { programRules, watchRules } from './watch/index.ts';
import type { WatchFound } from './watch/rule.ts';

/** What a watched program shows, beyond its figures. */
export type WatchFinding = WatchFound & {
  /** The process in which it was found, of several that which works most; null: it is about the program as a whole. */
  readonly pid: number | null;
  /** In how many processes. */
  readonly processes: number;
};

const known = new WeakMap<Watch, readonly WatchFound[]>();

/** What one process shows, the most severe first; looked for once per state. */
export function findingsOfWatch(watch: Watch): readonly WatchFound[] {
  let findings = known.get(watch);
  if (!findings) {
    findings = find(watch);
    known.set(watch, findings);
  }
  return findings;
}

/** What is to be measured of what held its loop, of several that which held it longest; null: nothing did. */
export const measuredFirst = (watch: Watch): Measure | null =>
  findingsOfWatch(watch)
    .map(({ step }) => step)
    .find((step) => step?.kind === 'measure') ?? null;

function find(watch: Watch): readonly WatchFound[] {
  const all = watchRules.map((rule) => ({ rule, found: rule.find(watch) }));
  const found = new Set(all.flatMap((one) => (one.found.length > 0 ? one.rule.id : [])));
  return bySeverity(
    all
      .filter(({ rule: { unless = [] } }) => !unless.some((other) => found.has(other)))
      .flatMap((one) => one.found),
  );
}

/**
 * What all its processes show, the most severe first. Workers of one server show the same: it is told once, as it is in the
 * process that has used most of the processor.
 */
export function findingsOfProgram(program: Program): readonly WatchFinding[] {
  const watches = [...program.watches].sort(([, a], [, b]) => usedMs(b) - usedMs(a));
  const all = watches.flatMap(([pid, watch]) => findingsOfWatch(watch).map((found) => ({ ...found, pid })));
  const same = Map.groupBy(all, ({ rule, subject }) => JSON.stringify([rule, subject]));
  const ofProcesses = [...same.values()].map((each) => ({
    ...each[0]!,
    // One line may hold the loop in two ways, which is one process.
    processes: new Set(each.map(({ pid }) => pid)).size,
  }));
  const ofAll = programRules.flatMap((rule) => rule.find(program));
  return bySeverity([
    ...ofProcesses,
    ...ofAll.map((found) => ({ ...found, pid: null, processes: program.watches.size })),
  ]);
}

const usedMs = ({ cpu }: Watch) => cpu.last?.cpuMs ?? 0;

const bySeverity = <F extends WatchFound>(findings: readonly F[]) =>
  findings.toSorted((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
