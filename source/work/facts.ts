import type { Measured } from '../protocol/units.ts';
import { offLoopCores } from '../session/processor.ts';
import type { Summary } from '../session/summary.ts';

type Threads = { readonly libuvMs: Measured; readonly v8Ms: Measured; readonly nativeMs: Measured };

export type Facts = {
  readonly threads: Threads | null;
  readonly busyRatio: Measured;
  readonly returnsPromise: 'always' | 'never' | 'sometimes' | null;
  readonly undefinedResults: Measured;
  readonly profile: {
    readonly jsRatio: Measured;
    readonly nativeRatio: Measured;
    readonly collectorRatio: Measured;
    readonly hottest: {
      readonly name: string;
      readonly file: string;
      readonly line: number;
      readonly ratio: number;
    } | null;
  } | null;
  readonly latencyMs: { readonly p50: Measured; readonly p99: Measured } | null;
  readonly keptUp: boolean | null;
};

type Later = Partial<Pick<Facts, 'profile'>> & {
  cpu: { threads?: Threads | null };
  loop: { busyRatio?: Measured };
  calls?: Pick<Facts, 'returnsPromise' | 'undefinedResults'>;
};

/** TODO-free shim until these fields are in the summary. */
export function factsOf(summary: Summary): Facts {
  const { cpu, loop, calls, profile = null, latencyMs, backlog } = summary as Summary & Later;
  const off = offLoopCores(summary);
  const main = summary.lanes.find(({ kind }) => kind === 'loop');
  return {
    threads:
      cpu.threads ??
      (off === null || !summary.wallMs ? null : { libuvMs: off * summary.wallMs, v8Ms: null, nativeMs: 0 }),
    busyRatio:
      loop.busyRatio ??
      (main?.cpuMs == null || !summary.wallMs ? null : (main.cpuMs + (main.waitMs ?? 0)) / summary.wallMs),
    returnsPromise: calls?.returnsPromise ?? null,
    undefinedResults: calls?.undefinedResults ?? null,
    profile,
    latencyMs,
    keptUp: backlog?.keptUp ?? null,
  };
}
