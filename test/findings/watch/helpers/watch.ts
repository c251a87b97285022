import { describe, expect, test } from 'vitest';
import { programRules, watchRules } from '../../../../source/findings/watch/index.ts';
import type { WatchFound } from '../../../../source/findings/watch/rule.ts';
import type { Machine } from '../../../../source/protocol/vital-events.ts';
import type { Moment } from '../../../../source/session/moments.ts';
import { createProgram, type Program } from '../../../../source/session/program.ts';
import type { Request, Route } from '../../../../source/session/requests.ts';
import type { Held } from '../../../../source/session/vitals.ts';
import type { LookAtSockets } from '../../../../source/session/waiting-outside.ts';
import { createWatch, type Watch } from '../../../../source/session/watch.ts';
import { everyEvent } from '../../../helpers/events.ts';
import { unlooked } from '../../../helpers/unmeasured.ts';
import { type LaneFigures, laneOf } from '../../helpers/lane.ts';

export type Freeze = { durationMs: number } & Partial<Held>;

/** What one process of a program did. What is not said was measured and is unremarkable; null was not measured. */
export type WatchFigures = {
  runtime?: 'node' | 'python' | null;
  how?: 'launched' | 'attached' | 'outside';
  folder?: string;
  atMs?: number;
  loadedMs?: number | null;
  loading?: Freeze;
  freezes?: readonly Freeze[];
  /** Before those that are kept. */
  earlierFreezes?: number;
  waited?: readonly Partial<LookAtSockets>[];
  moments?: readonly Partial<Moment>[];
  main?: LaneFigures;
  over?: readonly Request[];
  inFlight?: readonly Request[];
  routes?: readonly (Pick<Route, 'route' | 'failed'> & Partial<Route>)[];
  machine?: Partial<Machine>;
  heapLimitBytes?: number | null;
  rssBytes?: number;
  cpuMs?: number;
};

/** In the function at a line of its own. */
export const frame = (name: string | null, file = '/app/auth.js', line = 42) => ({
  name,
  file,
  line,
  column: 1,
});

export const heldOf = ({ durationMs, ...known }: Freeze): Held => ({
  ...{ lane: 0, startedMs: 1000, durationMs, over: true, looks: 1 },
  ...{ cause: 'computing', call: null, keepsLock: null, holder: null, frames: [] },
  ...unlooked,
  ...known,
});

const unmeasured: Moment = {
  ...{ atMs: 0, busyMs: 0, measuredMs: 0, collectorMs: null, lockMs: null, threadsLockMs: null },
  ...{ threadsMs: new Map(), usedCoreMs: null, coreMs: null, begun: 0, ended: 0, failed: 0, rssBytes: null },
  ...{ keptBytes: null, keptBufferBytes: null, descriptors: null, descriptorLimit: null },
  ...{ closeWait: null, waiting: null },
};

export function watchOf(figures: WatchFigures): Watch {
  const { runtime = 'node', how = 'launched', folder = '/app', loadedMs = 100 } = figures;
  const freezes = (figures.freezes ?? []).map(heldOf);
  const empty = createWatch();
  const { engine, machine } = everyEvent['run-started'];
  const started = {
    engine: runtime === null ? null : { ...engine, runtime, heapLimitBytes: figures.heapLimitBytes ?? null },
    machine: { ...machine, cores: 2, effectiveCores: 2, memoryLimitBytes: null, ...figures.machine },
  };
  return {
    ...empty,
    phase: 'running',
    atMs: figures.atMs ?? 60_000,
    runningSinceMs: loadedMs,
    started,
    program: {
      ...{ epochMs: 0, monotonicMs: 0, requests: 'exact', stacks: true, unavailable: [] },
      ...started,
      target: { how, pid: 7, parentPid: 1, command: ['node', 'server.js'], folder },
    },
    loadedMs,
    loading: figures.loading ? heldOf(figures.loading) : null,
    loop: {
      ...empty.loop,
      held: freezes,
      longest: freezes.toSorted((a, b) => b.durationMs - a.durationMs).slice(0, 5),
      freezeCount: freezes.length + (figures.earlierFreezes ?? 0),
      frozenMs: freezes.reduce((sum, { durationMs }) => sum + durationMs, 0),
    },
    waited: (figures.waited ?? []).map((look) => ({
      ...{ atMs: 1100, open: 0, unread: 0, backlog: 0, closeWait: 0 },
      ...look,
    })),
    moments: (figures.moments ?? []).map((moment) => ({ ...unmeasured, ...moment })),
    lanes: [laneOf(0, figures.main ?? {})],
    requests: {
      ...empty.requests,
      over: figures.over ?? [],
      inFlight: new Map((figures.inFlight ?? []).map((one) => [one.request, one])),
      routes: (figures.routes ?? []).map((route) => ({
        ...{ kind: 'server', count: 100, sumMs: 0, durations: { counts: [], total: 0, maxMs: 0 } },
        latest: {
          newer: { turn: 0, count: 0, failed: 0, durations: { counts: [], total: 0, maxMs: 0 } },
          older: null,
        },
        ...route,
      })),
    },
    memory: { ...empty.memory, rssBytes: figures.rssBytes ?? null },
    cpu: {
      ...empty.cpu,
      last: {
        ...{ atMs: 0, cpuMs: figures.cpuMs ?? 0, serversMs: 0, engineMs: null },
        ...{ watcherMs: null, childrenMs: null },
      },
    },
  };
}

/** A program of one process, or of several. */
export const programOf = (...watches: readonly Watch[]): Program => ({
  ...createProgram(),
  watches: new Map(watches.map((watch, at) => [at + 1, watch])),
});

/** What that rule by itself finds. */
export function finds(rule: string, figures: WatchFigures): readonly WatchFound[] {
  return watchRules.find(({ id }) => id === rule)!.find(watchOf(figures));
}

/** The only thing that it finds. */
export function finding(rule: string, figures: WatchFigures): WatchFound {
  const found = finds(rule, figures);
  expect(found).toHaveLength(1);
  return found[0]!;
}

/** What a rule by itself makes of figures: a line each, so that one can read where it begins to fire. */
export function watchTable(
  rule: string,
  table: readonly [what: string, figures: WatchFigures, fires: boolean][],
): void {
  describe(rule, () => {
    test.each(table)('%s', (_, figures, expected) => {
      expect(finds(rule, figures).length > 0).toBe(expected);
    });

    test('has a line on either side', () => {
      expect(new Set(table.map(([, , expected]) => expected))).toEqual(new Set([true, false]));
    });
  });
}

/** The same of a rule that looks at a whole program. */
export function programTable(
  rule: string,
  table: readonly [what: string, program: Program, fires: boolean][],
): void {
  describe(rule, () => {
    test.each(table)('%s', (_, program, expected) => {
      expect(programRules.find(({ id }) => id === rule)!.find(program).length > 0).toBe(expected);
    });
  });
}
