import { nameThere, type Where, whereOf } from '../../../catalog/where.ts';
import type { Claim, Ruling } from '../../../claims/claim.ts';
import { firstRound, type Round } from '../../../claims/rounds.ts';
import { type Batch, inOrder } from '../../../runner/batch.ts';
import { type Column, columnBeside } from '../../../table/filled-table.ts';
import {
  keepRulings,
  keptMeasurements,
  type Measurements,
  type Place,
  placeOf,
  withRulings,
} from '../../../table/measured.ts';
import type { ScreenServices } from '../services.ts';

/** Runs the checks of claims for all screens that show them, and keeps what they say for next time. */
export type Checker = {
  /** Starts the runs for these claims, or says at the bottom of the screen why not. Returns whether it did. */
  start(claims: readonly Claim[]): boolean;
  stop(): void;
  /** The runs under way, or those that ran last; null before the first. */
  readonly batch: Batch | null;
  /** What the latest runs say of a claim; null when they are not of it, or have not come to it yet. */
  fresh(claim: Claim): Ruling | null;
  /** Whether the runs under way, or those that ran last, are for that claim. */
  concerns(claim: Claim): boolean;
  /** All that is known, of earlier times as well. */
  measurements(): Measurements;
  /** The runtime that claims are checked in now, and its interpreter. */
  readonly where: Where;
  /** Checks claims there from now on; not while runs are under way. */
  moveTo(where: Where): void;
  /** What was measured in the other runtime; null: nothing. */
  readonly beside: Column | null;
  /** Where and with what this program measures. */
  readonly here: Place;
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

/** What was asked for last: the claims, the round that runs or ran for them, and what is known of them. */
type Check = {
  readonly claims: readonly Claim[];
  readonly round: Round;
  readonly rulings: ReadonlyMap<string, Ruling>;
  readonly beganMs: number;
};

function createChecker(services: ScreenServices, changed: () => void): Checker {
  const { keeper, environment, room, workloads, batches } = services;
  const placeIn = (where: Where) => placeOf(keeper, nameThere(where, environment.runtime), room);
  // What a person has chosen in the lab is what they want to know of; from then on these screens have a choice of their own.
  let where = whereOf(services.chosen());
  let here = placeIn(where);
  /** With what the runs under way have shown so far: kept once they have ended. */
  let known = keptMeasurements(keeper, here);
  let beside = columnBeside(keeper, where.runtime, here, environment.runtime);
  let batch: Batch | null = null;
  let check: Check | null = null;

  const stamp = () => ({ ...here, atMs: services.now() });

  function onChange(next: Batch): void {
    const summaries = next.ended.map(({ summary }) => summary);
    const more = next.ended !== batch?.ended;
    const over = next.state !== 'running';
    batch = next;
    if (check && (more || over)) {
      const rulings = check.round.rulings(summaries, over);
      check = { ...check, rulings };
      known = over ? keepRulings(keeper, rulings, stamp()) : withRulings(known, rulings, stamp());
    }
    const again = next.state === 'done' && check?.round.next(summaries, services.now() - check.beganMs);
    if (!again || start({ ...check!, round: again }) !== null) changed();
  }

  /** Starts the runs of a round, or returns why not. */
  function start(next: Omit<Check, 'beganMs'>): string | null {
    const before = { check, batch };
    // Before the start: its first change may come at once.
    [check, batch] = [{ ...next, beganMs: services.now() }, null];
    const turns = next.round.plans.map((plan) => ({ plan }));
    const reason = batches.start(inOrder(turns), onChange);
    if (reason !== null) ({ check, batch } = before);
    return reason;
  }

  return {
    start(claims) {
      const round = firstRound(claims, where, workloads, room);
      // Nothing to run: the reason is the ruling.
      const reason =
        round.plans.length > 0
          ? start({ claims, round, rulings: new Map() })
          : ([...round.rulings([], true).values()][0]?.saw ?? 'There is nothing to run');
      if (reason !== null) services.say(reason, () => batches.refusal() !== null);
      return reason === null;
    },
    stop() {
      if (batch?.state === 'running') batches.stop();
    },
    get batch() {
      return batch;
    },
    fresh: (claim) => (check?.claims.includes(claim) ? (check.rulings.get(claim.id) ?? null) : null),
    concerns: (claim) => check?.claims.includes(claim) ?? false,
    measurements: () => known,
    get beside() {
      return beside;
    },
    get where() {
      return where;
    },
    moveTo(next) {
      if (batch?.state === 'running') return;
      if (next.runtime === where.runtime && next.interpreter?.path === where.interpreter?.path) return;
      where = next;
      here = placeIn(next);
      known = keptMeasurements(keeper, here);
      beside = columnBeside(keeper, where.runtime, here, environment.runtime);
      [check, batch] = [null, null];
      changed();
    },
    get here() {
      return here;
    },
  };
}
