import { modelIdsOf } from '../catalog/models.ts';
import { usualRuntime } from '../catalog/runtimes/index.ts';
import { count } from '../format.ts';
import type { Decision, Sizing, Verdict } from './decision.ts';

/** What another answer changes, in lines for people; empty when nothing does. */
export type Changes = {
  readonly verdict: readonly string[];
  readonly path: readonly string[];
  readonly sizing: readonly string[];
  readonly whyNot: readonly string[];
  readonly caveats: readonly string[];
};

/** Compares what was decided before an answer was changed with what is decided after. */
export function changes(before: Decision, after: Decision): Changes {
  return {
    verdict: verdictChanges(before.verdict, after.verdict),
    path: pathChanges(before, after),
    sizing: sizingChanges(before.verdict?.sizing ?? null, after.verdict?.sizing ?? null),
    whyNot: modelIdsOf(usualRuntime.id).flatMap((id) => {
      const now = after.whyNot[id];
      return now !== undefined && now !== before.whyNot[id] ? [`why not ${id}: ${now}`] : [];
    }),
    caveats: [
      ...after.caveats.filter((text) => !before.caveats.includes(text)).map((text) => `new: ${text}`),
      ...before.caveats
        .filter((text) => !after.caveats.includes(text))
        .map((text) => `no longer applies: ${text}`),
    ],
  };
}

/** All lines, the verdict first. */
export function changeLines(found: Changes): string[] {
  return [found.verdict, found.sizing, found.path, found.whyNot, found.caveats].flat();
}

function verdictChanges(before: Verdict | null, after: Verdict | null): string[] {
  const one = (what: string, from: string, to: string) => (from === to ? [] : [`${what}: ${from} → ${to}`]);
  return [
    ...one('model', before?.model ?? 'open', after?.model ?? 'open'),
    ...one('engine', before?.engine?.name ?? 'none', after?.engine?.name ?? 'none'),
    ...one('runtime', before?.runtime ?? 'open', after?.runtime ?? 'open'),
  ];
}

function pathChanges(before: Decision, after: Decision): string[] {
  const was = new Map(before.path.map((step) => [step.key, step]));
  const is = new Map(after.path.map((step) => [step.key, step]));
  return [
    ...after.path.flatMap(({ key, value }) => {
      const old = was.get(key);
      if (!old) return [`${key} now counts: ${value}`];
      return old.value === value ? [] : [`${key}: ${old.value} → ${value}`];
    }),
    ...before.path.filter(({ key }) => !is.has(key)).map(({ key }) => `${key} no longer counts`),
  ];
}

function sizingChanges(before: Sizing | null, after: Sizing | null): string[] {
  if (!before || !after) return [];
  const fields = [
    ['at once', ({ concurrency, counts }: Sizing) => `${count(concurrency)} ${counts}`],
    ['pool threads', ({ poolThreads }: Sizing) => `${poolThreads ?? 'none'}`],
    ['pool processes', ({ poolProcesses }: Sizing) => `${poolProcesses ?? 'none'}`],
    ['UV_THREADPOOL_SIZE', ({ libuvThreads }: Sizing) => `${libuvThreads ?? 'the default'}`],
  ] as const;
  return fields.flatMap(([name, of]) =>
    of(before) === of(after) ? [] : [`${name}: ${of(before)} → ${of(after)}`],
  );
}
