import { usualRuntime } from '../../../catalog/runtimes/index.ts';
import { type Checking, prepareChecking } from '../../../claims/check.ts';
import type { Claim, Ruling } from '../../../claims/claim.ts';
import type { Batch } from '../../../runner/batch.ts';
import {
  keptName,
  type Measurements,
  readMeasurements,
  type Stamp,
  withRulings,
} from '../../../table/measured.ts';
import type { ScreenServices } from '../services.ts';

export const runtime = usualRuntime.id;

/** Runs the checks of claims for all screens that show them, and keeps what they say for next time. */
export type Checker = {
  /** Starts the runs for these claims, or says at the bottom of the screen why not. Returns whether it did. */
  start(claims: readonly Claim[]): boolean;
  stop(): void;
  /** The runs under way, or those that ran last; null before the first. */
  readonly batch: Batch | null;
  /** What the latest runs say of a claim; null when they are not of it, or have not come to it yet. */
  fresh(claim: Claim): Ruling | null;
  /** All that is known, of earlier times as well. */
  measurements(): Measurements;
  /** Where and with what this program measures. */
  readonly here: Omit<Stamp, 'atMs'>;
};

const checkers = new WeakMap<ScreenServices, { checker: Checker; listeners: Set<() => void> }>();

/**
 * The one checker of an app: what one screen measures, the others show while it comes, and any of them stops it.
 * `changed` hears of all of it.
 */
export function checkerOf(services: ScreenServices, changed: () => void): Checker {
  let shared = checkers.get(services);
  if (!shared) {
    const listeners = new Set<() => void>();
    const tell = () => {
      for (const listener of listeners) listener();
    };
    shared = { checker: createChecker(services, tell), listeners };
    checkers.set(services, shared);
  }
  shared.listeners.add(changed);
  return shared.checker;
}

function createChecker(services: ScreenServices, changed: () => void): Checker {
  const { keeper, environment, room, workloads, batches } = services;
  const name = keptName(runtime);
  const here = {
    runtime: environment.runtime,
    machine: keeper.machine ?? 'unknown',
    effectiveCores: room.effectiveCores,
  };
  let known = readMeasurements(keeper.read(name));
  /** With what the runs under way have shown so far: kept once they have ended. */
  let soFar = known;
  let batch: Batch | null = null;
  let asked: readonly Claim[] = [];
  let checking: Checking | null = null;

  function fresh(claim: Claim): Ruling | null {
    if (!checking || !asked.includes(claim)) return null;
    return checking.ruling(claim, soFarOf(batch), batch !== null && batch.state !== 'running');
  }

  function onChange(next: Batch): void {
    const more = next.ended !== batch?.ended;
    batch = next;
    if (next.state !== 'running') keep();
    else if (more) soFar = withRulings(known, rulings(), { ...here, atMs: services.now() });
    changed();
  }

  function rulings(): Map<string, Ruling> {
    return new Map(
      asked.flatMap((claim) => {
        const ruling = fresh(claim);
        return ruling ? [[claim.id, ruling] as const] : [];
      }),
    );
  }

  function keep(): void {
    // Others may have written since: theirs stays where these runs say nothing.
    known = withRulings(readMeasurements(keeper.read(name)), rulings(), { ...here, atMs: services.now() });
    soFar = known;
    keeper.write(name, known);
  }

  return {
    start(claims) {
      const next = prepareChecking(claims, runtime, workloads, room);
      // Nothing to run: the reason is the ruling.
      if (next.plans.length === 0) {
        const why = claims[0] && next.ruling(claims[0], []);
        services.say(why?.saw ?? 'there is nothing to run');
        return false;
      }
      const before = { asked, checking, batch };
      // Before the start: its first change may come at once.
      [asked, checking, batch] = [claims, next, null];
      const reason = batches.start(
        next.plans.map((plan) => ({ plan })),
        onChange,
      );
      if (reason === null) return true;
      ({ asked, checking, batch } = before);
      services.say(reason);
      return false;
    },
    stop() {
      if (batch?.state === 'running') batches.stop();
    },
    get batch() {
      return batch;
    },
    fresh,
    measurements: () => soFar,
    here,
  };
}

const soFarOf = (batch: Batch | null) => batch?.ended.map(({ summary }) => summary) ?? [];
